/** Settlements (see `Counters.settle` and `SettlementsDraft`), a part of `COUNT_LUA`. */
export const SETTLE_LUA = `
for _, released in ipairs(request.released) do
  for _, key in ipairs(released.keys) do redis.call('HDEL', KEYS[key], unpack(released.ids)) end
end
for _, growth in ipairs(request.growths) do
  add(request.windows[growth.window], growth.at, growth.amount)
end

-- An affinity is a hash: choice, choiceUntil (epoch ms), sequence, expiresAt (epoch ms).
for _, affinity in ipairs(request.affinities) do
  local key = KEYS[affinity.key]
  local known = redis.call('HMGET', key, 'choice', 'choiceUntil')
  local choice = known[1] or nil
  local expected = affinity.expected ~= cjson.null and affinity.expected or nil
  local is_free = not expected and not (known[2] and tonumber(known[2]) > affinity.now)
  if choice == expected or is_free then
    redis.call('HSET', key, 'choice', affinity.choice, 'choiceUntil', text(affinity.now + affinity.ttlMs))
  end
  redis.call('HSET', key, 'expiresAt', text(affinity.now + affinity.keptMs))
  redis.call('PEXPIRE', key, text(affinity.keptMs))
end
`;
