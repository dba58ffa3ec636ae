import type { Protocol } from "@/domain/protocol";

/** What a request asks of a provider. */
export interface Demand {
  readonly protocol: Protocol;
  /** Protocols the hub can translate this request into, beside its own. */
  readonly translatable: ReadonlySet<Protocol>;
  /** The model as the client named it; null for requests that name none. */
  readonly model: string | null;
  readonly callerGroups: readonly string[];
  /** The client asks for Anthropic's context of a million tokens. */
  readonly wantsContext1m: boolean;
  /** Its outcome speaks for the provider, so that it may try one whose circuit is half open. */
  readonly mayProbe: boolean;
  /** Gemini: whether the provider has to speak Code Assist or must not; null or absent = either will do. */
  readonly codeAssist?: boolean | null;
}
