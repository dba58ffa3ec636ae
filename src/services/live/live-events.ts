import "server-only";
import { EventEmitter } from "node:events";
import type { TerminalRecord } from "@/domain/request/terminal-record";

interface Events {
  request: [record: TerminalRecord];
}

/** What just happened in this process, for pages that watch. Nobody has to listen. */
export class LiveEvents extends EventEmitter<Events> {
  constructor() {
    super();
    // One listener per open dashboard tab; the number is theirs to choose.
    this.setMaxListeners(0);
  }
}
