import { CLOCK_LUA } from "./clock.lua";

/** Tells all processes something (see `Presence.call`). Returns nothing. */
export const CALL_LUA = `${CLOCK_LUA}
local request = cjson.decode(ARGV[1])
redis.call('ZADD', KEYS[1], text(now + request.ttlMs), request.call)
keep(KEYS[1], request.ttlMs)
`;
