import type { LossList } from "../ir/loss";
import type { ModelTraits } from "./model-traits";
import type { ToolNames } from "./tool-names";

/** What every piece of the request's encoder needs to know, and where it reports what it could not carry. */
export interface EncodeContext {
  readonly traits: ModelTraits;
  readonly names: ToolNames;
  readonly losses: LossList;
}
