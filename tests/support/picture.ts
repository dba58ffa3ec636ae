import { createHash } from "node:crypto";

/** As large as a screenshot, and the same in every run; nobody on the way looks into it. */
const BYTES = Buffer.concat(
  Array.from({ length: 6_000 }, (_, index) => createHash("sha256").update(`pixel ${index}`).digest()),
);

/** An image as clients send it: base64, some 250 KB of it. */
export const PICTURE = { mediaType: "image/png", base64: BYTES.toString("base64") } as const;
