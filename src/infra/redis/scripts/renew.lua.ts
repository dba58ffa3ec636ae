import { WINDOWS_LUA } from "./windows.lua";

/**
 * Renewal (see `Counters.renew`). Returns nothing. A reservation is kept as "amount:expiresAt", a membership as
 * "expiresAt:member".
 */
export const RENEW_LUA = `${WINDOWS_LUA}
local expires_at = text(now + request.ttlMs)

local function renewed(kind, held)
  if kind == 'reservation' then return string.match(held, '^(%d+):') .. ':' .. expires_at end
  return expires_at .. ':' .. string.match(held, '^%d+:(.*)$')
end

local function renew(kind, positions, id)
  for _, position in ipairs(positions) do
    local key = KEYS[position]
    local held = redis.call('HGET', key, id)
    if held then
      redis.call('HSET', key, id, renewed(kind, held))
      redis.call('PEXPIRE', key, text(request.ttlMs))
    end
  end
end

for _, running in ipairs(request.running) do
  renew('reservation', running.holders, running.id)
  renew('membership', running.memberKeys, running.id)
end
`;
