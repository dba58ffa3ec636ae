import type { ClientConnection } from "../types";

/** The connection of a request that can be ended from outside: nobody waits for it then, as if the client had left. */
export class TerminableConnection implements ClientConnection {
  private hasEnded = false;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly client: ClientConnection) {}

  get isGone(): boolean {
    return this.hasEnded || this.client.isGone;
  }

  get isTerminated(): boolean {
    return this.hasEnded;
  }

  onGone(listener: () => void): () => void {
    const stopListening = this.client.onGone(listener);
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
      stopListening();
    };
  }

  terminate(): void {
    if (this.isGone) return;
    this.hasEnded = true;
    for (const listener of this.listeners) listener();
  }
}
