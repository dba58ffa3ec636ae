import { WINDOWS_LUA } from "./windows.lua";

/** Raises windows to what they should at least hold (see `Counters.prime`). Returns nothing. */
export const PRIME_LUA = `${WINDOWS_LUA}
local function raise(window, at, current, amount)
  if amount > current then add(window, at, amount - current) end
end

for _, entry in ipairs(request.entries) do
  local window = entry.window
  local key = KEYS[window.key]
  local wanted = {}                              -- bucket number, or 0 for a fixed window -> amount
  for _, spent in ipairs(entry.amounts) do
    local bucket = window.kind == 'fixed' and 0 or math.floor(spent.at / window.bucketMs)
    wanted[bucket] = (wanted[bucket] or 0) + spent.amount
  end
  for bucket, amount in pairs(wanted) do
    if window.kind == 'fixed' then
      raise(window, now, tonumber(redis.call('GET', key) or '0'), amount)
    else
      raise(window, bucket * window.bucketMs, tonumber(redis.call('HGET', key, text(bucket)) or '0'), amount)
    end
  end
end
`;
