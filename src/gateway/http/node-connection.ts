import type { ServerResponse } from "node:http";
import type { ClientConnection } from "../types";

/** A client is gone when its connection closes before the whole reply was written. */
export class NodeConnection implements ClientConnection {
  readonly isTerminated = false;

  constructor(private readonly outgoing: ServerResponse) {}

  get isGone(): boolean {
    return this.outgoing.destroyed && !this.outgoing.writableFinished;
  }

  onGone(listener: () => void): () => void {
    const { outgoing } = this;
    const onClose = () => {
      if (!outgoing.writableFinished) listener();
    };
    outgoing.once("close", onClose);
    return () => outgoing.off("close", onClose);
  }
}
