import { ADMIT_LUA } from "./admit.lua";
import { SETTLE_LUA } from "./settle.lua";
import { WINDOWS_LUA } from "./windows.lua";

/** What many requests ask of the counters (see `CountingDraft`). Returns the admissions' replies. */
export const COUNT_LUA = `${WINDOWS_LUA}${SETTLE_LUA}${ADMIT_LUA}`;
