import type { ActionModule } from "../kit/action-module";
import { createSensitiveWordAction } from "./create-sensitive-word-action";
import { deleteSensitiveWordAction } from "./delete-sensitive-word-action";
import { getCacheStats } from "./get-cache-stats";
import { listSensitiveWords } from "./list-sensitive-words";
import { refreshCacheAction } from "./refresh-cache-action";
import { updateSensitiveWordAction } from "./update-sensitive-word-action";

export const SENSITIVE_WORDS: ActionModule = {
  name: "sensitive-words",
  tag: "Sensitive words",
  description: "Words that keep a request from being sent.",
  actions: [
    listSensitiveWords,
    createSensitiveWordAction,
    updateSensitiveWordAction,
    deleteSensitiveWordAction,
    refreshCacheAction,
    getCacheStats,
  ],
};
