// SPDX-License-Identifier: Apache-2.0
// What runs inside Redis for the count of calls in progress.
#pragma once

#include <string_view>

namespace tccc {
inline namespace v1 {
namespace redis {

// One hash: `born` names this state, `blocked` is until when it gives no place; `p:ID` is when the life of a place is
// over, `s:SESSION` the place of a call and `i:ID` the call of a place. Microseconds. Answers with `born`, and 1 where
// a place was given.
inline constexpr std::string_view kGateScript = R"lua(
local key = KEYS[1]
local t = redis.call('TIME')
local now = t[1] * 1000000 + t[2]
local verb, id, session, life = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local most, refill = tonumber(ARGV[5]), tonumber(ARGV[6])

local born = redis.call('HGET', key, 'born')
if not born then
  born = string.format('%.0f', now)
  redis.call('HSET', key, 'born', born, 'blocked', string.format('%.0f', now + refill))
end

local function drop(place)
  local call = redis.call('HGET', key, 'i:' .. place)
  if call then redis.call('HDEL', key, 's:' .. call) end
  redis.call('HDEL', key, 'p:' .. place, 'i:' .. place)
end
local function hold()
  redis.call('HSET', key, 'p:' .. id, string.format('%.0f', now + life))
  local least = math.max(691200000, math.ceil(life / 1000))
  if redis.call('PTTL', key) < least then redis.call('PEXPIRE', key, string.format('%.0f', least)) end
end
local function name()
  redis.call('HSET', key, 's:' .. session, id, 'i:' .. id, session)
end

local given = 0
if verb == 'enter' then
  local taken = 0
  local flat = redis.call('HGETALL', key)
  for i = 1, #flat, 2 do
    if string.sub(flat[i], 1, 2) == 'p:' then
      if tonumber(flat[i + 1]) <= now then drop(string.sub(flat[i], 3)) else taken = taken + 1 end
    end
  end
  if taken < most and now >= tonumber(redis.call('HGET', key, 'blocked')) then
    hold()
    given = 1
  end
elseif verb == 'hold' then
  hold()
  if session ~= '' then name() end
elseif verb == 'placed' then
  if redis.call('HEXISTS', key, 'p:' .. id) == 1 then name() end
elseif verb == 'drop' then
  drop(id)
elseif verb == 'ended' then
  local place = redis.call('HGET', key, 's:' .. session)
  if place then drop(place) end
end
return {born, given}
)lua";

}  // namespace redis
}  // namespace v1
}  // namespace tccc
