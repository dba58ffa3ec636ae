import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./lib/run.mjs";

/**
 * `bun run invariants [1-20,41-44 …]`: which lines of docs/invariants.md no test bears. Fails when one of the lines
 * asked for is among them; without arguments it only tells.
 */
const lines = readInvariants();
const borne = numbersInTests();
const missing = [...lines.keys()].filter((number) => !borne.has(number));
for (const number of missing) console.log(`${String(number).padStart(3)}  ${lines.get(number)}`);
console.log(`${lines.size - missing.length} of ${lines.size} invariants are borne by tests`);
const required = process.argv.slice(2).flatMap(parseRanges);
const absent = required.filter((number) => !borne.has(number));
if (absent.length > 0) console.log(`required but missing: ${absent.join(", ")}`);
process.exit(absent.length === 0 ? 0 : 1);

function readInvariants() {
  const text = readFileSync(join(ROOT, "docs/invariants.md"), "utf8");
  return new Map([...text.matchAll(/^(\d+)\. (.+)$/gm)].map(([, number, line]) => [Number(number), line]));
}

/** Numbers at the start of test names: `it("17: …")`, `it.each(…)("12, 13: …")`. */
function numbersInTests() {
  const files = ["src", "tests", "dev"].flatMap(testFiles);
  const names = files.flatMap((file) => [
    ...readFileSync(file, "utf8").matchAll(/\(\s*["'`](\d+(?:(?:, | and )\d+)*): /g),
  ]);
  return new Set(names.flatMap(([, numbers]) => numbers.split(/, | and /).map(Number)));
}

function testFiles(folder) {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter(({ name }) => /\.test\.tsx?$/.test(name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => !path.includes("node_modules"));
}

function parseRanges(text) {
  return text.split(",").flatMap((range) => {
    const [first, last = first] = range.split("-").map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}
