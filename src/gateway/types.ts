import type { Protocol } from "@/domain/protocol";
import type { Provider } from "@/domain/provider/provider";
import type { Attempt } from "@/domain/request/decision-chain";
import type { Charge } from "@/domain/request/terminal-record";
import type { Demand } from "@/domain/routing/demand";
import type { Verdict } from "@/domain/routing/route-plan";
import type { SessionRef } from "@/domain/session/session-ref";
import type { RawHeaders } from "@/infra/http/headers";
import type { ByteLease } from "@/lib/byte-budget";
import type { ByteSource } from "@/lib/byte-source";
import type { Envelope, JsonBody } from "@/protocols/protocol";
import type { Caller } from "@/services/auth/caller";
import type { InFlightHandle } from "@/services/in-flight/in-flight";
import type { MessageCopy } from "@/services/messages/message-copy";
import type { Failure, FailureCause } from "./forwarding/failure";
import type { EndpointPolicy } from "./http/endpoints";
import type { Chosen } from "./routing/choose-provider";

/** A request as it arrived. Nothing changes it; later stages make new values. */
export interface Inbound {
  /** UUIDv7: the request id everybody sees. */
  readonly id: string;
  /** Epoch ms; the time inside `id`. */
  readonly receivedAt: number;
  readonly endpoint: EndpointPolicy;
  readonly protocol: Protocol;
  readonly method: string;
  readonly path: string;
  /** With its question mark, or empty. */
  readonly query: string;
  readonly headers: RawHeaders;
  readonly userAgent: string | null;
  readonly clientIp: string | null;
  readonly connection: ClientConnection;
  /**
   * Reads the body whole; `lease` pays for its bytes.
   *
   * @throws {GatewayError} `body_too_large`, `body_stalled`, `local_overload`, `client_closed`
   */
  readBody(lease: ByteLease): Promise<Buffer>;
}

/** The client's end of the line. */
export interface ClientConnection {
  /** Nobody waits for the answer any more. */
  readonly isGone: boolean;
  /** That is so because an admin ended the session; the client is still there to be told. */
  readonly isTerminated: boolean;
  /** Calls `listener` once if nobody waits any more before it was answered. Returns how to stop listening. */
  onGone(listener: () => void): () => void;
}

/** What goes back to the client. */
export interface Reply {
  readonly status: number;
  readonly headers: RawHeaders;
  readonly body: Uint8Array | ByteSource | null;
  /** Called once when nothing of the body is held any more: it was delivered, or nobody takes it. */
  readonly onDelivered?: () => void;
}

/** An inbound request with its body understood as far as the gateway needs. */
export interface GatewayRequest {
  readonly inbound: Inbound;
  readonly body: JsonBody;
  readonly envelope: Envelope;
}

/** A request that has been let in: it holds a reservation, and ends by being settled, once. */
export interface Exchange {
  readonly request: GatewayRequest;
  readonly caller: Caller;
  readonly session: SessionRef | null;
  readonly sequence: number | null;
  readonly demand: Demand;
  /** The provider chosen at admission; null when none was eligible, had room and let the request through. */
  readonly first: Chosen | null;
  readonly bySession: boolean;
  readonly boundProviderId: number | null;
  readonly estimateNanoUsd: number;
  readonly trail: Trail;
  /** What whoever watches is told of it. */
  readonly inFlight: InFlightHandle;
  /** null: messages are not stored. */
  readonly messages: MessageCopy | null;
  /** Records the outcome and frees what was reserved. The first call counts, later ones do nothing. */
  settle(outcome: Outcome): Promise<void>;
}

/** What was done for an exchange so far. */
export interface Trail {
  /** What was said of each provider; later findings are added to it. */
  verdicts: readonly Verdict[];
  /** Attempts that have ended, all but the one that answered. */
  readonly failed: FailedAttempt[];
  /** The attempt whose answer the client gets; it ends with the exchange. */
  answered: AnsweredAttempt | null;
  /** The provider whose circuit waits to hear how the attempt went. */
  pending: Chosen | null;
  readonly charges: Charge[];
  /** Providers that hold a reservation. */
  readonly reserved: Provider[];
}

/** An attempt that ended without an answer. */
export interface FailedAttempt extends Failure {
  readonly provider: Provider;
  readonly record: Attempt;
}

export type AnsweredAttempt = Omit<Attempt, "durationMs" | "result" | "message">;

/** How an exchange ended, and what was delivered. */
export type Outcome =
  | { readonly kind: "completed"; readonly delivery: Delivery }
  | { readonly kind: "client_aborted"; readonly delivery: Delivery }
  | {
      readonly kind: "failed";
      readonly delivery: Delivery;
      readonly code: string;
      readonly message: string;
      /** What became of the attempt that had begun to answer; null when the fault is not the upstream's. */
      readonly cause: FailureCause | null;
    };

export interface Delivery {
  readonly statusCode: number;
  readonly firstByteMs: number | null;
  readonly responseBytes: number;
}
