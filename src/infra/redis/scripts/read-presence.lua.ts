import { CLOCK_LUA } from "./clock.lua";

/** What all living processes show (see `Presence.readAll`), as "owner name", text, …; the dead are cleared away. */
export const READ_PRESENCE_LUA = `${CLOCK_LUA}
local notes_key, owners_key = KEYS[1], KEYS[2]
local owners = redis.call('HGETALL', owners_key)
local is_alive = {}
for i = 1, #owners, 2 do
  if tonumber(owners[i + 1]) > now then
    is_alive[owners[i]] = true
  else
    redis.call('HDEL', owners_key, owners[i])
  end
end
local notes = redis.call('HGETALL', notes_key)
local shown = {}
for i = 1, #notes, 2 do
  if is_alive[string.match(notes[i], '^%S+')] then
    shown[#shown + 1] = notes[i]
    shown[#shown + 1] = notes[i + 1]
  else
    redis.call('HDEL', notes_key, notes[i])
  end
end
return shown
`;
