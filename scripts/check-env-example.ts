import { readFileSync } from "node:fs";
import { envSchema } from "../src/config/env";

/** `.env.example` must name the variables of `src/config/env.ts`, all of them, in its order. */
const documented = readFileSync(".env.example", "utf8")
  .split("\n")
  .flatMap((line) => /^#?\s?([A-Z][A-Z0-9_]*)=/.exec(line)?.[1] ?? []);
const needed = Object.keys(envSchema.shape);

const missing = needed.filter((name) => !documented.includes(name));
const unknown = documented.filter((name) => !needed.includes(name));
const isInOrder = needed.join() === documented.join();
if (missing.length > 0) console.log(`.env.example lacks ${missing.join(", ")}`);
if (unknown.length > 0)
  console.log(`.env.example names ${unknown.join(", ")}, which src/config/env.ts does not know`);
if (!isInOrder && missing.length + unknown.length === 0) {
  console.log(`.env.example has another order than src/config/env.ts:\n  ${needed.join(" ")}`);
}
process.exit(isInOrder ? 0 : 1);
