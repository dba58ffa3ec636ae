import fc from "fast-check";
import { expect, it } from "vitest";
import { byteLines } from "./byte-lines";

async function linesOf(text: string, cuts: readonly number[]): Promise<string[]> {
  const bytes = Buffer.from(text);
  const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  const chunks = [...ends, bytes.length].map((end, at) => bytes.subarray(at === 0 ? 0 : ends[at - 1], end));
  const lines: string[] = [];
  for await (const line of byteLines(asyncly(chunks))) lines.push(line.toString());
  return lines;
}

async function* asyncly(chunks: readonly Uint8Array[]) {
  yield* chunks;
}

it("finds the same lines wherever the stream is cut", async () => {
  const line = fc.string({ unit: fc.constantFrom("a", "ü", "\\", "") });
  await fc.assert(
    fc.asyncProperty(fc.array(line), fc.array(fc.nat()), async (lines, cuts) => {
      expect(await linesOf(lines.map((text) => `${text}\n`).join(""), cuts)).toEqual(lines);
    }),
    { numRuns: 50 },
  );
  expect(await linesOf("a\nb", [])).toEqual(["a", "b"]);
});
