import { copyFileSync, existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT } from "./run.mjs";

const FROM = "node_modules/@scalar/api-reference/dist/browser/standalone.js";
const TO = "public/api-docs/scalar.js";

/** Puts the API reference's script where the hub serves it from: nothing of it comes from another host. */
export function copyApiDocs() {
  const [from, to] = [join(ROOT, FROM), join(ROOT, TO)];
  if (existsSync(to) && statSync(to).size === statSync(from).size) return;
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}
