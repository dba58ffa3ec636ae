/**
 * Admissions (see `Counters.admit` and `AdmissionsDraft`), decided on in order, a part of `COUNT_LUA`. What many of them
 * ask is looked up once.
 *
 * Returns for each `{1, preferred | '', alternative | -1, byAffinity, sequence | -1, (alternative, check, current,
 * retryAt | -1)…}` when admitted, else `{0, check, current, retryAt | -1}`; nothing when the sums are not loaded.
 * Positions count from 0, as on the other side.
 */
export const ADMIT_LUA = `
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

local sums = {}
local function known_sum(window)
  local position = window.key
  if not sums[position] then sums[position] = sum_of(window) end
  return sums[position]
end

-- A holder's reservations are a hash: id -> "amount:expiresAt".
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

-- Members are a hash: id of the admission -> "expiresAt:member". Which they are, and how many distinct ones.
local members_of = {}
local function live_members(key)
  if members_of[key] then return members_of[key] end
  local flat = redis.call('HGETALL', KEYS[key])
  local members = { count = 0, seen = {} }
  for i = 1, #flat, 2 do
    local expires_at, member = string.match(flat[i + 1], '^(%d+):(.*)$')
    if tonumber(expires_at) <= now then
      redis.call('HDEL', KEYS[key], flat[i])
    elseif not members.seen[member] then
      members.seen[member] = true
      members.count = members.count + 1
    end
  end
  members_of[key] = members
  return members
end

local judge = {}

function judge.sum(check)
  local window = request.windows[check.window]
  local spent = known_sum(window)
  if spent < check.limit then
    if spent + reserved(check.holder) < check.limit then return nil end
    return spent, now
  end
  if window.kind ~= 'fixed' then return spent, drops_below(window, spent, check.limit) end
  return spent, window.expiresAt ~= cjson.null and window.expiresAt or -1
end

function judge.rate(check)
  local count = known_sum(check)
  if count < check.limit then return nil end
  return count, drops_below(check, count, check.limit)
end

function judge.members(check)
  local members = live_members(check.key)
  if members.count < check.limit or members.seen[check.member] then return nil end
  return members.count, -1
end

-- Position, current and retryAt of the first check that does not hold, or nil.
local function first_failure(checks)
  for position, number in ipairs(checks) do
    local check = request.checks[number]
    local current, retry_at = judge[check.kind](check)
    if current then return position - 1, current, retry_at end
  end
end

-- What holds something is kept as long as that; said once to each.
local kept_until = {}
local function keep(position, admission)
  if (kept_until[position] or 0) >= admission.expiresAt then return end
  kept_until[position] = admission.expiresAt
  redis.call('PEXPIRE', KEYS[position], text(admission.ttlMs))
end

local effect = {}

function effect.sum() end

function effect.rate(check)
  local count = known_sum(check)
  add({ kind = 'rolling', key = check.key, spanMs = check.spanMs, bucketMs = check.bucketMs }, now, 1)
  sums[check.key] = count + 1
end

function effect.members(check, admission)
  redis.call('HSET', KEYS[check.key], admission.id, text(admission.expiresAt) .. ':' .. check.member)
  keep(check.key, admission)
  local members = live_members(check.key)
  if not members.seen[check.member] then
    members.seen[check.member] = true
    members.count = members.count + 1
  end
end

local function take_effect(admission, checks, holders)
  for _, number in ipairs(checks) do
    local check = request.checks[number]
    effect[check.kind](check, admission)
  end
  for _, holder in ipairs(holders) do
    redis.call('HSET', KEYS[holder], admission.id, text(admission.amount) .. ':' .. text(admission.expiresAt))
    keep(holder, admission)
    if reserved_by[holder] then reserved_by[holder] = reserved_by[holder] + admission.amount end
  end
end

-- How many uses of it there were, and its choice.
local function use(affinity)
  if affinity == cjson.null then return -1, nil end
  local key = KEYS[affinity.key]
  local preferred
  local known = redis.call('HMGET', key, 'choice', 'choiceUntil', 'expiresAt')
  if known[2] and tonumber(known[2]) > now then preferred = known[1] or nil end
  if known[3] and tonumber(known[3]) <= now then redis.call('DEL', key) end
  local sequence = redis.call('HINCRBY', key, 'sequence', 1)
  redis.call('HSET', key, 'expiresAt', text(now + affinity.keptMs))
  redis.call('PEXPIRE', key, text(affinity.keptMs))
  return sequence, preferred
end

local function in_order(alternatives, preferred)
  local order = {}
  for i, alternative in ipairs(alternatives) do
    if preferred and alternative.id == preferred then table.insert(order, 1, i) else order[#order + 1] = i end
  end
  return order
end

local function admit(admission)
  local position, current, retry_at = first_failure(admission.checks)
  if position then return { 0, position, current, retry_at } end
  local sequence, preferred = use(admission.affinity)
  local result = { 1, preferred or '', -1, 0, sequence }
  for _, i in ipairs(in_order(admission.alternatives, preferred)) do
    local alternative = admission.alternatives[i]
    position, current, retry_at = first_failure(alternative.checks)
    if not position then
      result[3] = i - 1
      result[4] = (preferred and alternative.id == preferred) and 1 or 0
      take_effect(admission, alternative.checks, alternative.holders)
      break
    end
    for _, value in ipairs({ i - 1, position, current, retry_at }) do result[#result + 1] = value end
  end
  take_effect(admission, admission.checks, admission.holders)
  return result
end

local results = {}
for i, admission in ipairs(request.admissions) do results[i] = admit(admission) end
return results
`;
