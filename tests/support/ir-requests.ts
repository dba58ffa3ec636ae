import { type IrRequest, NO_SAMPLING } from "@/protocols/ir/request";

/** A request that says nothing. */
export const EMPTY_REQUEST: IrRequest = {
  instructions: [],
  turns: [],
  tools: [],
  toolChoice: null,
  parallelToolCalls: null,
  sampling: NO_SAMPLING,
  maxOutputTokens: null,
  stopSequences: [],
  reasoning: null,
  outputFormat: null,
  verbosity: null,
  userId: null,
  metadata: null,
  serviceTier: null,
  store: null,
  promptCacheKey: null,
  wantsStream: false,
  wantsStreamUsage: false,
  own: null,
};
