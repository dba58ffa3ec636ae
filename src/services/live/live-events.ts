import "server-only";
import { EventEmitter } from "node:events";
import type { CircuitKind } from "@/domain/circuit/circuit";
import type { TerminalRecord } from "@/domain/request/terminal-record";
import type { InFlightFacts } from "@/services/in-flight/in-flight";

/** A provider's circuit opened, began to be probed or closed, here or in another replica. */
export interface LiveCircuit {
  readonly providerId: number;
  readonly state: CircuitKind;
  /** Why it is open, and until which epoch ms; null unless it is. */
  readonly reason: string | null;
  readonly openUntil: number | null;
}

interface Events {
  begin: [facts: InFlightFacts];
  request: [record: TerminalRecord];
  circuit: [circuit: LiveCircuit];
}

/** What just happened in this process, for pages that watch. Nobody has to listen. */
export class LiveEvents extends EventEmitter<Events> {
  constructor() {
    super();
    // One listener per open dashboard tab; the number is theirs to choose.
    this.setMaxListeners(0);
  }
}
