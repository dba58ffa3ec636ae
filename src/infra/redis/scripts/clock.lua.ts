/**
 * The server's clock in epoch ms: processes whose clocks differ agree on it. And keys that last as long as the one who
 * needs them longest.
 */
export const CLOCK_LUA = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function text(number) return string.format('%.0f', number) end
local function keep(key, ms)
  if redis.call('PTTL', key) < ms then redis.call('PEXPIRE', key, text(ms)) end
end
`;
