/**
 * Shared by the counter scripts. KEYS holds every key; ARGV[1] is a JSON document that refers to them by position.
 * Times are epoch milliseconds, amounts whole numbers. Numbers leave as `%.0f`: Lua's own text form of a large
 * number is rounded to 14 digits.
 */
export const WINDOWS_LUA = `
local request = cjson.decode(ARGV[1])
local now = request.now

local function text(number) return string.format('%.0f', number) end

-- A fixed window is a string. A rolling one is a hash: bucket number -> amount.
local function add(window, at, amount)
  local key = KEYS[window.key]
  if window.kind == 'fixed' then
    redis.call('INCRBY', key, text(amount))
    if window.expiresAt ~= cjson.null then redis.call('PEXPIREAT', key, text(window.expiresAt)) end
  else
    redis.call('HINCRBY', key, text(math.floor(at / window.bucketMs)), text(amount))
    redis.call('PEXPIRE', key, text(window.spanMs + 2 * window.bucketMs))
  end
end

-- Live buckets in order of age, those that left the window removed; and their sum.
local function buckets_of(window)
  local oldest = math.floor(now / window.bucketMs) - math.ceil(window.spanMs / window.bucketMs)
  local flat = redis.call('HGETALL', KEYS[window.key])
  local live, gone, sum = {}, {}, 0
  for i = 1, #flat, 2 do
    local bucket, amount = tonumber(flat[i]), tonumber(flat[i + 1])
    if bucket < oldest then
      gone[#gone + 1] = flat[i]
    else
      live[#live + 1] = { bucket = bucket, amount = amount }
      sum = sum + amount
    end
  end
  if #gone > 0 then redis.call('HDEL', KEYS[window.key], unpack(gone)) end
  table.sort(live, function(a, b) return a.bucket < b.bucket end)
  return live, sum
end

local function sum_of(window)
  if window.kind == 'fixed' then return tonumber(redis.call('GET', KEYS[window.key]) or '0') end
  local _, sum = buckets_of(window)
  return sum
end
`;
