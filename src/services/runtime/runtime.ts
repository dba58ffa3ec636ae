import "server-only";
import type { Env } from "@/config/env";
import type { Clock } from "@/infra/clock";
import type { Counters } from "@/infra/counters/port";
import type { Secrets } from "@/infra/crypto/secrets";
import type { UpstreamClient } from "@/infra/http/upstream-client";
import type { Logger } from "@/infra/logger";
import type { DatabasePool } from "@/infra/postgres/client";
import type { ByteBudget } from "@/lib/byte-budget";
import type { Secret } from "@/lib/secret";
import type { FailureThrottle } from "@/services/auth/failure-throttle";
import type { Circuits } from "@/services/circuits/circuits";
import type { ClientVersions } from "@/services/client-versions/client-versions";
import type { GoogleTokens } from "@/services/google-tokens/google-tokens";
import type { InFlight } from "@/services/in-flight/in-flight";
import type { JobDesk } from "@/services/jobs/job-desk";
import type { Ledger } from "@/services/ledger/ledger";
import type { LiveEvents } from "@/services/live/live-events";
import type { MessageStore } from "@/services/messages/message-store";
import type { Quota } from "@/services/quota/quota";
import type { SnapshotStore } from "@/services/snapshot/store";

/**
 * Everything in the process that has an owner: pools, caches, timers, counters, the journal. One per process,
 * whatever number of copies of the modules the bundlers make.
 */
export interface Runtime {
  readonly env: Env;
  readonly adminToken: Secret;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly secrets: Secrets;
  /** For pages, actions and jobs. The request path uses none. */
  readonly database: DatabasePool;
  readonly counters: Counters;
  readonly quota: Quota;
  /** Which providers are well, as all replicas know it. */
  readonly circuits: Circuits;
  /** What is being served, here and in the other replicas. */
  readonly inFlight: InFlight;
  /** null: messages are not stored. */
  readonly messages: MessageStore | null;
  readonly snapshot: SnapshotStore;
  readonly ledger: Ledger;
  readonly upstream: UpstreamClient;
  /** For providers whose key is an OAuth JSON. */
  readonly googleTokens: GoogleTokens;
  readonly budget: ByteBudget;
  readonly live: LiveEvents;
  /** Failed sign-ins to the dashboard, by address. */
  readonly loginThrottle: FailureThrottle;
  /** Calls of actions with wrong bearer credentials, by address. */
  readonly bearerThrottle: FailureThrottle;
  /** Requests to the gateway with keys nobody knows, by address. */
  readonly unknownKeys: FailureThrottle;
  readonly clientVersions: ClientVersions;
  /** The jobs of this process, once they are started. */
  readonly jobs: JobDesk;
  /** The schema the database has, for `/readyz`. */
  readonly migration: { readonly applied: number };
  /** From now on the hub says that it is not ready and takes no new requests; running ones go on. */
  readonly beginShutdown: () => void;
  readonly isShuttingDown: () => boolean;
  /** Ends everything in order. Later calls wait for the first. */
  readonly shutdown: () => Promise<void>;
}

const SLOT = Symbol.for("hub.runtime");

type Holder = typeof globalThis & { [SLOT]?: Promise<Runtime> };

/** The process's runtime, started by whoever asks first. */
export function publishRuntime(start: () => Promise<Runtime>): Promise<Runtime> {
  const holder = globalThis as Holder;
  holder[SLOT] ??= start();
  return holder[SLOT];
}

/** @throws {Error} when nobody has started it: only instrumentation and the server entry do */
export function getRuntime(): Promise<Runtime> {
  const runtime = (globalThis as Holder)[SLOT];
  if (!runtime) throw new Error("the runtime was not started");
  return runtime;
}
