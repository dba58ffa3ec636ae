import type { ByteLease } from "@/lib/byte-budget";

const FIRST_CAPACITY = 16 * 1024;

/**
 * A copy of a body that passes by, up to a size. Nothing is held that was not granted before: where there is no room
 * the copy is given up as a whole, and the body goes on without it.
 */
export class BodyCopy {
  private bytes: Buffer | null = Buffer.alloc(0);
  private size = 0;
  private isCut = false;

  constructor(
    private readonly maxBytes: number,
    private readonly lease: Pick<ByteLease, "grow" | "shrink">,
  ) {}

  add(chunk: Uint8Array): void {
    if (this.bytes === null || this.isCut || chunk.byteLength === 0) return;
    const taken = Math.min(chunk.byteLength, this.maxBytes - this.size);
    if (taken < chunk.byteLength) this.isCut = true;
    const bytes = this.withRoomFor(this.bytes, this.size + taken);
    if (bytes === null) {
      this.lease.shrink(this.bytes.byteLength);
      this.bytes = null;
      return;
    }
    bytes.set(chunk.subarray(0, taken), this.size);
    this.bytes = bytes;
    this.size += taken;
  }

  /** What was kept; null when it was given up. */
  get kept(): Buffer | null {
    return this.bytes?.subarray(0, this.size) ?? null;
  }

  /** Something of the body is not in it. */
  get isIncomplete(): boolean {
    return this.isCut || this.bytes === null;
  }

  private withRoomFor(bytes: Buffer, size: number): Buffer | null {
    if (size <= bytes.byteLength) return bytes;
    const capacity = Math.min(Math.max(size, 2 * bytes.byteLength, FIRST_CAPACITY), this.maxBytes);
    if (!this.lease.grow(capacity)) return null;
    const larger = Buffer.alloc(capacity);
    bytes.copy(larger);
    this.lease.shrink(bytes.byteLength);
    return larger;
  }
}
