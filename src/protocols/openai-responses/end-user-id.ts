import { createHash } from "node:crypto";

const MAX_LENGTH = 64;

/** `safety_identifier` has at most 64 characters; a longer id (Claude Code's is a JSON text) is hashed. */
export function endUserId(userId: string): string {
  return userId.length <= MAX_LENGTH ? userId : createHash("sha256").update(userId).digest("hex");
}
