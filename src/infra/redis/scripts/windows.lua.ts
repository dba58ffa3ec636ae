/**
 * Shared by the counter scripts. KEYS holds every key; ARGV[1] is a JSON document that refers to them by position.
 * Times are epoch milliseconds, amounts whole numbers. Numbers leave as `%.0f`: Lua's own text form of a large
 * number is rounded to 14 digits.
 */
export const WINDOWS_LUA = `
local request = cjson.decode(ARGV[1])
local now = request.now

local function text(number) return string.format('%.0f', number) end

-- A fixed window is a string. A rolling one is a hash: bucket number -> amount. What has just begun is told when it
-- will be forgotten: a fixed window ends when it ends, and a bucket is kept for longer than it counts.
local function add(window, at, amount)
  local key = KEYS[window.key]
  if window.kind == 'fixed' then
    local sum = redis.call('INCRBY', key, text(amount))
    if sum == amount and window.expiresAt ~= cjson.null then
      redis.call('PEXPIREAT', key, text(window.expiresAt))
    end
  else
    local bucket = text(math.floor(at / window.bucketMs))
    if redis.call('HINCRBY', key, bucket, text(amount)) == amount then
      redis.call('PEXPIRE', key, text(window.spanMs + 2 * window.bucketMs))
    end
  end
end

local function oldest_bucket(window)
  return math.floor(now / window.bucketMs) - math.ceil(window.spanMs / window.bucketMs)
end

-- What is in the window. Buckets that left it are removed.
local function sum_of(window)
  local key = KEYS[window.key]
  if window.kind == 'fixed' then return tonumber(redis.call('GET', key) or '0') end
  local oldest = oldest_bucket(window)
  local flat = redis.call('HGETALL', key)
  local gone, sum = {}, 0
  for i = 1, #flat, 2 do
    if tonumber(flat[i]) < oldest then gone[#gone + 1] = flat[i] else sum = sum + tonumber(flat[i + 1]) end
  end
  if #gone > 0 then redis.call('HDEL', key, unpack(gone)) end
  return sum
end
`;
