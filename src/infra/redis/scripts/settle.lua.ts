import { WINDOWS_LUA } from "./windows.lua";

/** Settlement (see `Counters.settle`). Returns nothing. */
export const SETTLE_LUA = `${WINDOWS_LUA}
for _, holder in ipairs(request.holders) do redis.call('HDEL', KEYS[holder], request.id) end
for _, key in ipairs(request.memberKeys) do redis.call('HDEL', KEYS[key], request.id) end
for _, entry in ipairs(request.amounts) do
  for _, window in ipairs(entry.windows) do add(window, request.spentAt, entry.amount) end
end

-- An affinity is a hash: choice, choiceUntil (epoch ms), sequence, expiresAt (epoch ms).
local affinity = request.affinity
if affinity ~= cjson.null then
  local key = KEYS[affinity.key]
  local known = redis.call('HMGET', key, 'choice', 'choiceUntil')
  local choice = known[1] or nil
  local expected = affinity.expected ~= cjson.null and affinity.expected or nil
  local is_free = not expected and not (known[2] and tonumber(known[2]) > now)
  if choice == expected or is_free then
    redis.call('HSET', key, 'choice', affinity.choice, 'choiceUntil', text(now + affinity.ttlMs))
  end
  redis.call('HSET', key, 'expiresAt', text(now + affinity.keptMs))
  redis.call('PEXPIRE', key, text(affinity.keptMs))
end
`;
