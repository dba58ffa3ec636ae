import type { Protocol } from "@/domain/protocol";
import { JsonScanner } from "@/lib/json-scanner";
import { isSeal, SEAL_PREFIX } from "@/protocols/ir/seal-opaque";
import type { JsonBody } from "@/protocols/protocol";
import type { BodyChange } from "./body-change";
import { removeBlocks } from "./remove-blocks";

const MARKER = Buffer.from(SEAL_PREFIX);

/**
 * What Google's API takes for the signature of a call that it did not make itself.
 * Source: ai.google.dev/gemini-api/docs/thought-signatures
 */
export const NO_SIGNATURE = "skip_thought_signature_validator";

/**
 * The changes that take the hub's seals out of a body which its vendor is to get. They stand there when part of the
 * conversation was answered by a provider of another protocol: a client keeps what it was given as a signature, and the
 * vendor would refuse it. Bodies without one are not looked into.
 *
 * @param protocol of the body
 */
export function sealChanges(body: JsonBody, protocol: Protocol): BodyChange[] {
  if (!body.bytes.includes(MARKER)) return [];
  switch (protocol) {
    case "anthropic":
      return removeBlocks(body, { list: "messages", inner: "content" }, (read) => {
        const type = read("type");
        if (type === "thinking") return isSealed(read("signature"));
        return type === "redacted_thinking" && isSealed(read("data"));
      });
    case "openai-responses":
      return removeBlocks(body, { list: "input", inner: null }, (read) => {
        return read("type") === "reasoning" && isSealed(read("encrypted_content"));
      });
    case "gemini":
      return signatureChanges(body.bytes);
    case "openai-chat":
      return [];
  }
}

function isSealed(value: unknown): boolean {
  return typeof value === "string" && isSeal(value);
}

const SIGNATURE_KEYS: ReadonlySet<string | null> = new Set(["thoughtSignature", "thought_signature"]);

/** A call without any signature would be refused as well. */
function signatureChanges(bytes: Buffer): BodyChange[] {
  const changes: BodyChange[] = [];
  const scanner = new JsonScanner(bytes);
  let isSignature = false;
  for (let token = scanner.next(); token !== "end"; token = scanner.next()) {
    if (token === "string" && isSignature && isSealed(scanner.text())) {
      changes.push({ start: scanner.start, end: scanner.end, text: JSON.stringify(NO_SIGNATURE) });
    }
    isSignature = token === "key" && SIGNATURE_KEYS.has(scanner.text());
  }
  return changes;
}
