// SPDX-License-Identifier: Apache-2.0
// What runs inside Redis for the count of calls in progress.
#pragma once

#include <string_view>

namespace tccc {
inline namespace v1 {
namespace redis {

// One hash, so that all of it is there or none of it. Times are microseconds.
//   born       names this state            blocked   until when it gives no place
//   p:ID       when the life of a place is over
//   s:SESSION  the place of a call         i:ID      the call of a place
//   taken      how many p:ID there are
//   e:SESSION  when the end of a call was told: a place that gets this session later is free
//   q:NUMBER   the sessions of e:SESSION in the order of their ends, from `ends_from`, without it, to `ends_to`:
//              no more than the bound that is given, and a few that are too old
//   look_at    when to look for what is over, and where that is (`cursor`), with what ends first of what was seen
//              (`least`): so many fields at a time that Redis, which does one thing at a time, is not held up
// Takes the limit, the time that a new state is blocked for, when the messages are out of date, how many ends are
// remembered and for how long, and any number of messages: verb, place, session, life. Answers with its time, `born`, 1
// where the last `enter` was given its place, and the places that were told or asked of and are not taken.
inline constexpr std::string_view kGateScript = R"lua(
local key = KEYS[1]
local t = redis.call('TIME')
local now = t[1] * 1000000 + t[2]
local most, refill, expires = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local most_ends, ends_for = tonumber(ARGV[4]), tonumber(ARGV[5])
local never = 9007199254740991
local function micros(time) return string.format('%.0f', time) end

-- What lay on the way: who sent it has given it up, and has told the contrary since.
if now > expires then return redis.error_reply('LATE the messages were given up') end

local born = redis.call('HGET', key, 'born')
if not born then
  born = micros(now)
  redis.call('HSET', key, 'born', born, 'blocked', micros(now + refill), 'taken', 0, 'look_at', micros(never),
             'cursor', 0, 'least', micros(never))
  redis.call('PEXPIRE', key, 691200000)
end

local function drop(id)
  local call = redis.call('HGET', key, 'i:' .. id)
  if call then
    if redis.call('HGET', key, 's:' .. call) == id then redis.call('HDEL', key, 's:' .. call) end
    redis.call('HDEL', key, 'i:' .. id)
  end
  if redis.call('HDEL', key, 'p:' .. id) == 1 then redis.call('HINCRBY', key, 'taken', -1) end
end
local function hold(id, life)
  if redis.call('HSET', key, 'p:' .. id, micros(now + life)) == 1 then redis.call('HINCRBY', key, 'taken', 1) end
  local before = redis.call('HMGET', key, 'look_at', 'least')
  if now + life < tonumber(before[1]) then redis.call('HSET', key, 'look_at', micros(now + life)) end
  if now + life < tonumber(before[2]) then redis.call('HSET', key, 'least', micros(now + life)) end
  local least = math.max(691200000, math.ceil(life / 1000))
  if redis.call('PTTL', key) < least then redis.call('PEXPIRE', key, micros(least)) end
end
local function name(id, session)
  redis.call('HSET', key, 's:' .. session, id, 'i:' .. id, session)
end
local function has_ended(session)
  return session ~= '' and redis.call('HEXISTS', key, 'e:' .. session) == 1
end
local function remember_end(session)
  if redis.call('HSETNX', key, 'e:' .. session, micros(now)) == 1 then
    redis.call('HSET', key, 'q:' .. micros(redis.call('HINCRBY', key, 'ends_to', 1)), session)
  end
  for _ = 1, 10 do
    local bounds = redis.call('HMGET', key, 'ends_from', 'ends_to')
    local from, to = tonumber(bounds[1] or 0), tonumber(bounds[2] or 0)
    if from >= to then return end
    local oldest = 'q:' .. micros(from + 1)
    local ended = 'e:' .. (redis.call('HGET', key, oldest) or '')
    local told = tonumber(redis.call('HGET', key, ended) or 0)
    if to - from <= most_ends and now - told < ends_for then return end
    redis.call('HDEL', key, oldest, ended)
    redis.call('HINCRBY', key, 'ends_from', 1)
  end
end
local function look()
  local state = redis.call('HMGET', key, 'look_at', 'cursor', 'least')
  if now < tonumber(state[1]) then return end
  local cursor, least, seen = state[2], tonumber(state[3]), 0
  repeat
    local page = redis.call('HSCAN', key, cursor, 'COUNT', 500)
    cursor = page[1]
    for i = 1, #page[2], 2 do
      local field, value = page[2][i], page[2][i + 1]
      if string.sub(field, 1, 2) == 'p:' then
        if tonumber(value) > now then
          least = math.min(least, tonumber(value))
        else
          drop(string.sub(field, 3))
        end
      end
    end
    seen = seen + #page[2] / 2
  until cursor == '0' or seen >= 3000
  if cursor == '0' then
    redis.call('HSET', key, 'look_at', micros(math.max(least, now + 1000000)), 'cursor', 0, 'least', micros(never))
  else
    redis.call('HSET', key, 'cursor', cursor, 'least', micros(least))
  end
end

local given = 0
local free = {}
for i = 6, #ARGV, 4 do
  local verb, id, session, life = ARGV[i], ARGV[i + 1], ARGV[i + 2], tonumber(ARGV[i + 3])
  if verb == 'enter' then
    look()
    local state = redis.call('HMGET', key, 'taken', 'blocked')
    given = 0
    if tonumber(state[1]) < most and now >= tonumber(state[2]) then
      hold(id, life)
      given = 1
    end
  elseif verb == 'hold' then
    if has_ended(session) then
      drop(id)
      free[#free + 1] = id
    else
      hold(id, life)
      if session ~= '' then name(id, session) end
    end
  elseif verb == 'placed' or verb == 'check' then
    if has_ended(session) then drop(id) end
    if redis.call('HEXISTS', key, 'p:' .. id) == 0 then
      free[#free + 1] = id
    elseif verb == 'placed' then
      name(id, session)
    end
  elseif verb == 'drop' then
    drop(id)
  elseif verb == 'ended' then
    remember_end(session)
    local place = redis.call('HGET', key, 's:' .. session)
    if place then drop(place) end
  end
end
local answer = {micros(now), born, given}
for _, id in ipairs(free) do answer[#answer + 1] = id end
return answer
)lua";

}  // namespace redis
}  // namespace v1
}  // namespace tccc
