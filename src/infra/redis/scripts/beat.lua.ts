import { CLOCK_LUA } from "./clock.lua";

/** A process shows what has changed and hears the calls (see `Presence.beat`). Returns `{isNew, calls}`. */
export const BEAT_LUA = `${CLOCK_LUA}
local notes_key = KEYS[1]                        -- hash: "owner name" -> text
local owners_key = KEYS[2]                       -- hash: owner -> epoch ms until which it counts as alive
local calls_key = KEYS[3]                        -- sorted set: id and text, by epoch ms until which it lasts
local request = cjson.decode(ARGV[1])

local alive_until = tonumber(redis.call('HGET', owners_key, request.owner) or '0')
for i = 1, #request.set, 2 do redis.call('HSET', notes_key, request.set[i], request.set[i + 1]) end
for _, name in ipairs(request.remove) do redis.call('HDEL', notes_key, name) end
redis.call('HSET', owners_key, request.owner, text(now + request.ttlMs))
-- Both go when nobody beats any more, and never one before the other.
keep(notes_key, 2 * request.ttlMs)
keep(owners_key, 2 * request.ttlMs)
redis.call('ZREMRANGEBYSCORE', calls_key, '-inf', text(now))
return { alive_until <= now and 1 or 0, redis.call('ZRANGE', calls_key, 0, -1) }
`;
