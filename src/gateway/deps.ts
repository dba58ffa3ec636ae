import type { Clock } from "@/infra/clock";
import type { UpstreamClient } from "@/infra/http/upstream-client";
import type { Logger } from "@/infra/logger";
import type { ByteBudget } from "@/lib/byte-budget";
import type { FailureThrottle } from "@/services/auth/failure-throttle";
import type { Circuits } from "@/services/circuits/circuits";
import type { ClientVersions } from "@/services/client-versions/client-versions";
import type { InFlight } from "@/services/in-flight/in-flight";
import type { Ledger } from "@/services/ledger/ledger";
import type { LiveEvents } from "@/services/live/live-events";
import type { MessageStore } from "@/services/messages/message-store";
import type { Quota } from "@/services/quota/quota";
import type { Snapshot } from "@/services/snapshot/snapshot";

/** What an operator decides about failures. */
export interface FailoverSettings {
  /** Tries at a provider that is alone, the first included, where its own settings name no number. */
  readonly triesAlone: number;
  /** Whether failures to connect count against a provider's circuit; timeouts always do. */
  readonly networkErrorsOpenCircuits: boolean;
}

/** What the pipeline stands on. Each function takes only the members it uses. */
export interface GatewayDeps {
  readonly snapshot: { readonly current: Snapshot };
  readonly hashKey: (key: string) => string;
  readonly unknownKeys: FailureThrottle;
  readonly clientVersions: ClientVersions;
  readonly quota: Quota;
  readonly circuits: Circuits;
  readonly inFlight: InFlight;
  /** null: messages are not stored. */
  readonly messages: MessageStore | null;
  readonly ledger: Ledger;
  readonly upstream: UpstreamClient;
  readonly budget: ByteBudget;
  readonly live: LiveEvents;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly failover: FailoverSettings;
  /** A number in [0, 1). */
  readonly random: () => number;
}
