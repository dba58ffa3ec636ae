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
    let isOver = false;
    const shrink = (bytes: number) => {
      const given = Math.min(bytes, leased);
      this.heldBytes -= given;
      leased -= given;
    };
    return {
      grow: (bytes) => {
        if (isOver || this.heldBytes + bytes > this.maxBytes) return false;
        this.heldBytes += bytes;
        leased += bytes;
        return true;
      },
      shrink,
      release: () => {
        isOver = true;
        shrink(leased);
      },
    };
  }
}

export interface ByteLease {
  /** Asks for `bytes` more; false when the process has no room for them, or the lease was released. */
  grow(bytes: number): boolean;
  /** Gives `bytes` back. */
  shrink(bytes: number): void;
  /** Gives everything back, for good. Safe to call more than once. */
  release(): void;
}
