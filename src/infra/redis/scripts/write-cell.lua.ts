/**
 * Compare-and-set of one cell (see `SharedCells.compareAndSet`). Returns `{1, version}` when it was written, else
 * `{0, "version:value"}` of what is there, or `{0}` where there is nothing.
 *
 * Versions begin at the server's clock in µs, which no run of writes outpaces, so that a server which lost its data never gives out an old one again.
 */
export const WRITE_CELL_LUA = `
local cells_key = KEYS[1]                 -- hash: cell name -> "version:value"
local mark_key = KEYS[2]                  -- whole number: the version written last
local request = cjson.decode(ARGV[1])
local name = request.name                 -- text
local expected = request.expected         -- text: the version the caller knows; "0" = no cell
local value = request.value               -- text
local ttl_ms = request.ttlMs              -- ms after the last write at which all cells are forgotten

local current = redis.call('HGET', cells_key, name)
local version = current and string.match(current, '^(%-?%d+):') or '0'
if version ~= expected then
  if current then return { 0, current } end
  return { 0 }
end

local time = redis.call('TIME')
local clock_us = time[1] * 1000000 + time[2]
redis.call('SET', mark_key, string.format('%.0f', clock_us), 'NX')
local written = string.format('%.0f', redis.call('INCR', mark_key))
redis.call('HSET', cells_key, name, written .. ':' .. value)
redis.call('PEXPIRE', cells_key, ttl_ms)
redis.call('PEXPIRE', mark_key, ttl_ms)
return { 1, written }
`;
