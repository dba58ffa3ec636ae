import { WINDOWS_LUA } from "./windows.lua";

/** What each window holds (see `Counters.read`). Returns the amounts as text, in order. */
export const READ_LUA = `${WINDOWS_LUA}
local sums = {}
for i, window in ipairs(request.windows) do sums[i] = text(sum_of(window)) end
return sums
`;
