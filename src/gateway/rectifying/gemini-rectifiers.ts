import { JsonScanner } from "@/lib/json-scanner";
import type { JsonBody } from "@/protocols/protocol";
import type { BodyChange } from "@/services/upstream/body-change";
import { NO_SIGNATURE } from "@/services/upstream/strip-seals";
import type { Rectifier } from "./rectifier";

const SIGNATURES: ReadonlySet<string | null> = new Set(["thoughtSignature", "thought_signature"]);

export const GEMINI_RECTIFIERS: readonly Rectifier[] = [
  {
    name: "foreign-thought-signature",
    protocols: ["gemini"],
    complaint: /thought.?signature/i,
    onlyTranslated: false,
    changes: withoutSignatures,
  },
];

/** Signatures of another model, or of another account, become the word that says there is none. */
function withoutSignatures({ bytes }: JsonBody): BodyChange[] {
  const changes: BodyChange[] = [];
  const scanner = new JsonScanner(bytes);
  let isSignature = false;
  for (let token = scanner.next(); token !== "end"; token = scanner.next()) {
    if (token === "string" && isSignature && scanner.text() !== NO_SIGNATURE) {
      changes.push({ start: scanner.start, end: scanner.end, text: JSON.stringify(NO_SIGNATURE) });
    }
    isSignature = token === "key" && SIGNATURES.has(scanner.text());
  }
  return changes;
}
