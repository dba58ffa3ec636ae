/** Drops the choices of the affinities in KEYS (see `Counters.forget`). Returns how many held. */
export const FORGET_LUA = `
local now = cjson.decode(ARGV[1]).now            -- epoch ms
local dropped = 0
for _, key in ipairs(KEYS) do
  local choice_until = redis.call('HGET', key, 'choiceUntil')
  if choice_until and tonumber(choice_until) > now then dropped = dropped + 1 end
  redis.call('HDEL', key, 'choice', 'choiceUntil')
end
return dropped
`;
