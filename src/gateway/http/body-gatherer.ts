import { MAX_REQUEST_BODY_BYTES } from "@/config/limits";
import { GatewayError } from "@/domain/gateway-error";
import type { ByteLease } from "@/lib/byte-budget";

const MIB = 1024 * 1024;

/**
 * Puts a request's body together from its chunks. Its bytes are paid for as they come. Where their number was declared,
 * their place is taken at the second chunk and filled, so that no second copy exists even for a moment.
 */
export class BodyGatherer {
  private readonly declaredBytes: number | null;
  private readonly chunks: Uint8Array[] = [];
  private place: Buffer | null = null;
  private size = 0;

  /** @throws {GatewayError} `body_too_large` */
  constructor(
    contentLength: string | null | undefined,
    private readonly lease: ByteLease,
  ) {
    this.declaredBytes = contentLength ? Number(contentLength) : null;
    if ((this.declaredBytes ?? 0) > MAX_REQUEST_BODY_BYTES) throw bodyTooLarge();
  }

  /** @throws {GatewayError} `body_too_large`, `local_overload` */
  add(chunk: Uint8Array): void {
    const end = this.size + chunk.byteLength;
    if (end > MAX_REQUEST_BODY_BYTES) throw bodyTooLarge();
    this.take(chunk.byteLength);
    if (this.place) this.place.set(chunk, this.size);
    else this.chunks.push(chunk);
    this.size = end;
    if (this.chunks.length === 2 && this.declaredBytes !== null) this.moveIn(this.declaredBytes);
  }

  /** @throws {GatewayError} `local_overload` */
  whole(): Buffer {
    if (this.place) return this.place.subarray(0, this.size);
    const [only] = this.chunks;
    if (this.chunks.length === 1 && only) return Buffer.from(only.buffer, only.byteOffset, only.byteLength);
    // For a moment there are the pieces and what they are joined to.
    this.take(this.size);
    const joined = Buffer.concat(this.chunks, this.size);
    this.lease.shrink(this.size);
    return joined;
  }

  private moveIn(declaredBytes: number): void {
    const place = Buffer.allocUnsafeSlow(Math.max(declaredBytes, this.size));
    let at = 0;
    for (const chunk of this.chunks.splice(0)) {
      place.set(chunk, at);
      at += chunk.byteLength;
    }
    this.place = place;
  }

  private take(bytes: number): void {
    if (this.lease.grow(bytes)) return;
    throw new GatewayError(
      "local_overload",
      "The hub has no memory left for this body. Try again in a moment.",
      {
        retryAfterSeconds: 2,
      },
    );
  }
}

function bodyTooLarge(): GatewayError {
  return new GatewayError("body_too_large", `The body is larger than ${MAX_REQUEST_BODY_BYTES / MIB} MiB.`);
}
