import type { ScriptInput } from "../../dev/fake-upstream";
import { type Random, seededRandom } from "../../dev/seeded-random";

/** What an upstream does to one attempt. */
const FAULTS: readonly [weight: number, make: (random: Random) => ScriptInput][] = [
  [30, () => ({})],
  [5, (random) => ({ status: random.pick([500, 502, 503, 529]) })],
  [3, () => ({ status: 429, headers: { "retry-after": "0" } })],
  [
    2,
    (random) => ({
      status: random.pick([301, 302, 307, 308]),
      headers: { location: "https://elsewhere.example/" },
    }),
  ],
  [2, (random) => ({ status: random.pick([401, 403, 404, 408]) })],
  [
    4,
    (random) => ({ reset: { afterBytes: random.between(1, 6_000) }, resetWith: random.pick(["rst", "fin"]) }),
  ],
  [3, (random) => ({ reset: random.pick(["before-headers", "after-headers"]) })],
  [4, (random) => ({ truncate: { afterBytes: random.between(1, 6_000) } })],
  [3, (random) => ({ truncate: random.pick(["before-closing", "before-terminal"]) })],
  [3, (random) => ({ hang: random.pick(["before-headers", "after-headers"]) })],
  [3, (random) => ({ hang: { afterBytes: random.between(1, 6_000) } })],
  [5, (random) => ({ errorFrame: { afterEvents: random.between(0, 20) } })],
  [3, () => ({ body: "html" })],
  [3, () => ({ body: "empty" })],
  [1, () => ({ body: { text: "<html>not an answer</html>", contentType: "text/event-stream" } })],
  [1, () => ({ body: { text: '{"error":{"message":"no"}}', contentType: "application/json" } })],
  [1, (random) => ({ status: 500, bodyBytes: 100_000, hang: { afterBytes: random.between(1, 200) } })],
  [2, (random) => ({ bodyBytes: random.between(100_000, 3_000_000) })],
  [1, (random) => ({ bodyBytes: random.between(9_000_000, 12_000_000) })],
  [1, (random) => ({ bodyBytes: 12_000_000, reset: { afterBytes: random.between(8_500_000, 11_000_000) } })],
  [1, () => ({ keepSending: { bytes: 3_000_000, after: "terminal" } })],
];

/** The `attempt`-th answer to the `number`-th request of a run. */
export function faultyScript(seed: number, number: number, attempt: number): ScriptInput {
  const random = seededRandom(seed, number, attempt);
  const fault = pickWeighted(random);
  const text = answerText(number);
  return "bodyBytes" in fault ? { ...fault, text } : { ...manner(random), ...fault, text };
}

/** An answer nobody can find fault with, in the manner of the day. */
export function goodScript(seed: number, number: number): ScriptInput {
  const random = seededRandom(seed, number);
  const text = answerText(number);
  if (random.chance(0.2)) return { bodyBytes: random.between(1_000_000, 10_000_000), text };
  return { ...manner(random), text };
}

/** The text every answer to a request has, whoever gives it. */
export function answerText(number: number): string {
  return `answer ${number}: ${`wörd${number % 7} 🙂 `.repeat(1 + (number % 60))}end`;
}

function manner(random: Random): ScriptInput {
  return {
    chunks: random.between(1, 40),
    ...(random.chance(0.5) && { delays: { betweenChunksMs: random.between(0, 12) } }),
    ...(random.chance(0.2) && { chunkBytes: random.between(40, 5_000) }),
    ...(random.chance(0.1) && { contentEncoding: random.pick(["gzip", "br", "deflate"]) }),
  };
}

function pickWeighted(random: Random): ScriptInput {
  const total = FAULTS.reduce((sum, [weight]) => sum + weight, 0);
  let left = random.next() * total;
  for (const [weight, make] of FAULTS) {
    left -= weight;
    if (left < 0) return make(random);
  }
  return {};
}
