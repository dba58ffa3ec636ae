import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";

const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const KEY_ID_LENGTH = 8;
const VERSION = "v1";

/** A sealed text that this key cannot open: another key sealed it, or it was altered. */
export class UnsealError extends Error {
  override readonly name = "UnsealError";
}

/**
 * Everything the hub does with its secret key. Separate keys are derived for hashing and for encryption (HKDF,
 * RFC 5869), so that neither use weakens the other.
 */
export class Secrets {
  private readonly hashKey: Buffer;
  private readonly cipherKey: Buffer;
  /** Names the key without telling it; kept in the database so that replicas can compare. */
  readonly fingerprint: string;

  constructor(secretKey: string) {
    this.hashKey = derive(secretKey, "hash");
    this.cipherKey = derive(secretKey, "seal");
    this.fingerprint = derive(secretKey, "fingerprint")
      .toString("hex")
      .slice(0, 2 * KEY_ID_LENGTH);
  }

  /** Keyed hash (HMAC-SHA-256, hex) of a credential: what is stored and looked up instead of it. */
  hash(credential: string): string {
    return createHmac("sha256", this.hashKey).update(credential).digest("hex");
  }

  /** Encrypts a text (AES-256-GCM) as "v1:<key id>:<base64 of nonce, ciphertext, tag>". */
  seal(text: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.cipherKey, nonce);
    const sealed = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
    return `${VERSION}:${this.keyId}:${sealed.toString("base64")}`;
  }

  /** @throws {UnsealError} */
  open(sealed: string): string {
    const [version, keyId, payload = ""] = sealed.split(":");
    if (version !== VERSION) throw new UnsealError("unknown form of sealed secret");
    if (keyId !== this.keyId) throw new UnsealError("sealed with another secret key");
    const bytes = Buffer.from(payload, "base64");
    const decipher = createDecipheriv(CIPHER, this.cipherKey, bytes.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString("utf8");
    } catch {
      throw new UnsealError("sealed secret was altered");
    }
  }

  private get keyId(): string {
    return this.fingerprint.slice(0, KEY_ID_LENGTH);
  }
}

/** Compares two texts in time that does not depend on where they differ. */
export function equalInConstantTime(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** A new random token of 32 bytes, URL-safe. */
export function randomToken(): string {
  return randomBytes(KEY_BYTES).toString("base64url");
}

function derive(secretKey: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secretKey, "claude-code-hub", purpose, KEY_BYTES));
}
