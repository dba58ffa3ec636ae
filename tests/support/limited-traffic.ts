/** Costs 2,000 × 25 USD / 1M = 0.05 USD, which is just what is reserved for it; its prompt a little more. */
export const ANSWER_USD = 0.05;
export const ANSWER = { usage: { inputTokens: 20, outputTokens: 2_000 }, delays: { toHeadersMs: 300 } };

export const message = (changes: object = {}) => ({
  model: "claude-opus-4-5",
  max_tokens: 2_000,
  messages: [{ role: "user", content: `hello ${Math.random()}` }],
  ...changes,
});

/** The statuses of `count` requests sent at once. */
export async function statuses(ask: (n: number) => Promise<Response>, count = 1): Promise<number[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const response = await ask(n);
      await response.text();
      return response.status;
    }),
  );
}
