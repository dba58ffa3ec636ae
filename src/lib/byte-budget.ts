/**
 * A process-wide allowance for bytes that are held in memory on behalf of requests. Nothing is ever held that was
 * not granted first, so memory stays bounded whatever clients and upstreams do.
 */
export class ByteBudget {
  private heldBytes = 0;

  constructor(readonly maxBytes: number) {}

  get held(): number {
    return this.heldBytes;
  }

  /** Opens an account for one request. */
  open(): ByteLease {
    let leased = 0;
    return {
      grow: (bytes) => {
        if (this.heldBytes + bytes > this.maxBytes) return false;
        this.heldBytes += bytes;
        leased += bytes;
        return true;
      },
      release: () => {
        this.heldBytes -= leased;
        leased = 0;
      },
    };
  }
}

export interface ByteLease {
  /** Asks for `bytes` more; false when the process has no room for them. */
  grow(bytes: number): boolean;
  /** Gives everything back. Safe to call more than once. */
  release(): void;
}
