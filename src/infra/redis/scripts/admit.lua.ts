import { WINDOWS_LUA } from "./windows.lua";

/**
 * Admission (see `Counters.admit`).
 *
 * Returns `{1, preferred | '', alternative | -1, byAffinity, sequence | -1, (alternative, check, current,
 * retryAt | -1)…}` when admitted, else `{0, check, current, retryAt | -1}`; nothing when the sums are not loaded. Positions
 * count from 0, as on the other side.
 */
export const ADMIT_LUA = `${WINDOWS_LUA}
if redis.call('EXISTS', KEYS[request.loaded]) == 0 then return false end

-- When, as the buckets of a rolling window leave, its sum will be below the limit; -1 = never.
local function drops_below(window, sum, limit)
  local flat = redis.call('HGETALL', KEYS[window.key])
  local buckets, amounts = {}, {}
  for i = 1, #flat, 2 do
    local bucket = tonumber(flat[i])
    buckets[#buckets + 1] = bucket
    amounts[bucket] = tonumber(flat[i + 1])
  end
  table.sort(buckets)
  local span = math.ceil(window.spanMs / window.bucketMs)
  for _, bucket in ipairs(buckets) do
    sum = sum - amounts[bucket]
    if sum < limit then return (bucket + span + 1) * window.bucketMs end
  end
  return -1
end

-- A holder's reservations are a hash: id -> "amount:expiresAt". Many checks ask for the same one.
local reserved_by = {}
local function reserved(holder)
  if reserved_by[holder] then return reserved_by[holder] end
  local flat = redis.call('HGETALL', KEYS[holder])
  local sum = 0
  for i = 1, #flat, 2 do
    local amount, expires_at = string.match(flat[i + 1], '^(%d+):(%d+)$')
    if tonumber(expires_at) <= now then
      redis.call('HDEL', KEYS[holder], flat[i])
    else
      sum = sum + tonumber(amount)
    end
  end
  reserved_by[holder] = sum
  return sum
end

-- Members are a hash: id of the admission -> "expiresAt:member". How many distinct ones, and whether ours is in.
local function live_members(check)
  local flat = redis.call('HGETALL', KEYS[check.key])
  local seen, count = {}, 0
  for i = 1, #flat, 2 do
    local expires_at, member = string.match(flat[i + 1], '^(%d+):(.*)$')
    if tonumber(expires_at) <= now then
      redis.call('HDEL', KEYS[check.key], flat[i])
    elseif not seen[member] then
      seen[member] = true
      count = count + 1
    end
  end
  return count, seen[check.member]
end

local judge = {}

function judge.sum(check)
  local window = check.window
  local spent = sum_of(window)
  if spent < check.limit then
    if spent + reserved(check.holder) < check.limit then return nil end
    return spent, now
  end
  if window.kind ~= 'fixed' then return spent, drops_below(window, spent, check.limit) end
  return spent, window.expiresAt ~= cjson.null and window.expiresAt or -1
end

function judge.rate(check)
  local count = sum_of(check)
  if count < check.limit then return nil end
  return count, drops_below(check, count, check.limit)
end

function judge.members(check)
  local count, is_in = live_members(check)
  if count < check.limit or is_in then return nil end
  return count, -1
end

-- Position, current and retryAt of the first check that does not hold, or nil.
local function first_failure(checks)
  for position, check in ipairs(checks) do
    local current, retry_at = judge[check.kind](check)
    if current then return position - 1, current, retry_at end
  end
end

local function take_effect(checks, holders)
  for _, check in ipairs(checks) do
    if check.kind == 'rate' then
      add({ kind = 'rolling', key = check.key, spanMs = check.spanMs, bucketMs = check.bucketMs }, now, 1)
    elseif check.kind == 'members' then
      redis.call('HSET', KEYS[check.key], request.id, text(now + request.ttlMs) .. ':' .. check.member)
      redis.call('PEXPIRE', KEYS[check.key], text(request.ttlMs))
    end
  end
  for _, holder in ipairs(holders) do
    redis.call('HSET', KEYS[holder], request.id, text(request.amount) .. ':' .. text(now + request.ttlMs))
    redis.call('PEXPIRE', KEYS[holder], text(request.ttlMs))
  end
end

local position, current, retry_at = first_failure(request.checks)
if position then return { 0, position, current, retry_at } end

local sequence, preferred = -1, nil
if request.affinity ~= cjson.null then
  local key = KEYS[request.affinity.key]
  local known = redis.call('HMGET', key, 'choice', 'choiceUntil', 'expiresAt')
  if known[2] and tonumber(known[2]) > now then preferred = known[1] or nil end
  if known[3] and tonumber(known[3]) <= now then redis.call('DEL', key) end
  sequence = redis.call('HINCRBY', key, 'sequence', 1)
  redis.call('HSET', key, 'expiresAt', text(now + request.affinity.keptMs))
  redis.call('PEXPIRE', key, text(request.affinity.keptMs))
end

local order = {}
for i, alternative in ipairs(request.alternatives) do
  if preferred and alternative.id == preferred then table.insert(order, 1, i) else order[#order + 1] = i end
end

local result = { 1, preferred or '', -1, 0, sequence }
for _, i in ipairs(order) do
  local alternative = request.alternatives[i]
  position, current, retry_at = first_failure(alternative.checks)
  if not position then
    result[3] = i - 1
    result[4] = (preferred and alternative.id == preferred) and 1 or 0
    take_effect(alternative.checks, alternative.holders)
    break
  end
  for _, value in ipairs({ i - 1, position, current, retry_at }) do result[#result + 1] = value end
end
take_effect(request.checks, request.holders)
return result
`;
