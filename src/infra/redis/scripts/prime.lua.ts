import { WINDOWS_LUA } from "./windows.lua";

/** Loads sums into windows that hold nothing (see `Counters.prime`). Returns nothing. */
export const PRIME_LUA = `${WINDOWS_LUA}
for _, entry in ipairs(request.entries) do
  if redis.call('EXISTS', KEYS[entry.window.key]) == 0 then
    for _, spent in ipairs(entry.amounts) do add(entry.window, spent.at, spent.amount) end
  end
end
`;
