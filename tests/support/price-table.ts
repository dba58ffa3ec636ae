/** A price table in LiteLLM's format: its sample, a record without a mode, one that is none, and `models`. */
export function priceTable(models: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    sample_spec: { mode: "one of chat, embedding, image_generation", input_cost_per_token: 0 },
    "sized-tier": { input_cost_per_token: 1e-7, output_cost_per_token: 1e-7 },
    "not-a-record": "soon",
    ...models,
  });
}

/** A record of the table; USD per token. */
export const record = (input: number, output: number, more: object = {}) => ({
  mode: "chat",
  litellm_provider: "somebody",
  input_cost_per_token: input,
  output_cost_per_token: output,
  supports_vision: true,
  ...more,
});
