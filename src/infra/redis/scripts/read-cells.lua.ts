/** Reads all cells unless the caller knows them already (see `SharedCells.readAll`). */
export const READ_CELLS_LUA = `
local cells_key = KEYS[1]                        -- hash: cell name -> "version:value"
local mark_key = KEYS[2]                         -- whole number: the version written last
local known_mark = cjson.decode(ARGV[1]).known   -- text: the mark the caller knows; cjson.null = none

local mark = redis.call('GET', mark_key) or '0'
if mark == known_mark then return false end
return { mark, redis.call('HGETALL', cells_key) }
`;
