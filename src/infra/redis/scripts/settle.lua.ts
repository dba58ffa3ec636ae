import { WINDOWS_LUA } from "./windows.lua";

/** Settlement (see `Counters.settle`). Returns nothing. */
export const SETTLE_LUA = `${WINDOWS_LUA}
for _, holder in ipairs(request.holders) do redis.call('HDEL', KEYS[holder], request.id) end
for _, key in ipairs(request.memberKeys) do redis.call('HDEL', KEYS[key], request.id) end
for _, entry in ipairs(request.amounts) do
  for _, window in ipairs(entry.windows) do add(window, request.spentAt, entry.amount) end
end

local affinity = request.affinity
if affinity ~= cjson.null then
  local key = KEYS[affinity.key]
  local known = redis.call('HMGET', key, 'choice', 'expiresAt')
  local choice = known[2] and tonumber(known[2]) > now and known[1] or nil
  local expected = affinity.expected ~= cjson.null and affinity.expected or nil
  if not choice then redis.call('HDEL', key, 'choice') end
  if (choice or nil) == expected then redis.call('HSET', key, 'choice', affinity.choice) end
  redis.call('HSET', key, 'expiresAt', text(now + affinity.ttlMs))
  redis.call('PEXPIRE', key, text(affinity.ttlMs))
end
`;
