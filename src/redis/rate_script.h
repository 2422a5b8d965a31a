// SPDX-License-Identifier: Apache-2.0
// What runs inside Redis for the shared rate limit: at once, on the one clock that the fleet has in common.
#pragma once

#include <string_view>

namespace tccc {
inline namespace v1 {
namespace redis {

// One hash per identity, region and action, so that all of it is there or none of it:
//   created   when the state began     seen   the latest time it was used at
//   slots     reserved starts that are younger than the window, or than the span of one start where that is longer;
//             ascending
//   m:ID      a process: when it was heard last, and from when its part is the fleet's to give
//   slow, slow_at   what a throttled answer left of the limit, and when
// All times are microseconds. Answers with its time, how long until reserving more is of use (-1: at once), and the
// reserved starts.
inline constexpr std::string_view kRateScript = R"lua(
local t = redis.call('TIME')
local now = t[1] * 1000000 + t[2]
local verb, member = ARGV[1], ARGV[2]
local expires, want, joins_in = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local full, fleet, window, ahead = tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9])
local lease, settle, forget = tonumber(ARGV[10]), tonumber(ARGV[11]), tonumber(ARGV[12])
local unused = {}
for slot in string.gmatch(ARGV[13], '%d+') do unused[slot] = true end

-- A request that lay here while Redis stood still: who sent it has long given it up.
if now > expires then return redis.error_reply('LATE the request was given up') end

local state = {}
local flat = redis.call('HGETALL', KEYS[1])
for i = 1, #flat, 2 do state[flat[i]] = flat[i + 1] end

local seen = tonumber(state.seen)
if not seen or not state.slots or seen > now + ahead then
  -- New, evicted, restarted, or the clock was set back: starts reserved before may still be on their way.
  redis.call('DEL', KEYS[1])
  state = {created = string.format('%.0f', now), slots = '', blocked = string.format('%.0f', now + ahead + window)}
  redis.call('HSET', KEYS[1], 'created', state.created, 'blocked', state.blocked)
elseif seen > now then
  now = seen
end

if verb == 'leave' then
  redis.call('HDEL', KEYS[1], 'm:' .. member)
  state['m:' .. member] = nil
else
  state['m:' .. member] = string.format('%.0f %.0f', now, now + joins_in)
  redis.call('HSET', KEYS[1], 'm:' .. member, state['m:' .. member])
end

-- Who is not heard keeps to its part on its own, so that part is not given away; the same while nobody can know who
-- else is there, and for one that has just returned.
local live, out, returns = 0, 0, nil
for field, value in pairs(state) do
  if string.sub(field, 1, 2) == 'm:' then
    local heard, joined = string.match(value, '^(%d+) (%d+)$')
    heard, joined = tonumber(heard), tonumber(joined)
    if heard < now - forget then
      redis.call('HDEL', KEYS[1], field)
    elseif heard < now - lease then
      out = out + 1
    elseif joined > now then
      out = out + 1
      if not returns or joined < returns then returns = joined end
    else
      live = live + 1
    end
  end
end
if now < tonumber(state.created) + settle then out = fleet end
out = math.min(out, math.max(0, fleet - live))

local part = full / fleet
if part >= 1 then part = math.floor(part) end
local allowed = full - out * part

local most = full
if state.slow then
  most = math.min(full, tonumber(state.slow) + math.floor((now - tonumber(state.slow_at)) / 1000000) * full / 20)
end
if verb == 'slow' and (most >= full or now - tonumber(state.slow_at) >= window) then
  most = math.max(1, math.floor(most / 2))
  redis.call('HSET', KEYS[1], 'slow', most, 'slow_at', string.format('%.0f', now))
end
allowed = math.min(allowed, math.floor(most))

local count, span = math.floor(allowed), window
if count < 1 then
  count = 1
  if allowed > 0.000001 then span = window / allowed else span = nil end
end

local slots = {}
for slot in string.gmatch(state.slots, '%d+') do
  if not unused[slot] and tonumber(slot) > now - (span or window) then slots[#slots + 1] = tonumber(slot) end
end
-- All at the same moment would keep each other waiting for processors and connections, and be too late together.
local apart = math.floor(window / full / 2)
local blocked = tonumber(state.blocked)
local later = -1
local reserved = {}
for i = 1, want do
  if not span then
    later = math.max(10000, (returns or now + 100000) - now)
    break
  end
  local start = math.max(now, blocked, (slots[#slots] or 0) + apart)
  local before = slots[#slots - count + 1]
  if before then start = math.max(start, before + span) end
  if start > now + ahead then
    later = math.min(start - ahead - now, window)  -- by then others may be back, and leave more
    break
  end
  slots[#slots + 1] = start
  reserved[#reserved + 1] = string.format('%.0f', start)
end
local kept = {}
for i = 1, #slots do kept[#kept + 1] = string.format('%.0f', slots[i]) end
redis.call('HSET', KEYS[1], 'seen', string.format('%.0f', now), 'slots', table.concat(kept, ' '))
redis.call('PEXPIRE', KEYS[1], 86400000)

local answer = {string.format('%.0f', now), string.format('%.0f', later)}
for _, slot in ipairs(reserved) do answer[#answer + 1] = slot end
return answer
)lua";

}  // namespace redis
}  // namespace v1
}  // namespace tccc
