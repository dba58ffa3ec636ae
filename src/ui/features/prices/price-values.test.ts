import { expect, it } from "vitest";
import type { Price } from "./price";
import { PriceInput, type PriceValues, priceInput, priceRecord, priceValues } from "./price-values";

const PRICE: Price = {
  id: 1,
  modelName: "claude-x",
  source: "litellm",
  priceData: {
    mode: "chat",
    litellm_provider: "anthropic",
    max_output_tokens: 64_000,
    input_cost_per_token: 3e-7,
    output_cost_per_token: 0.0000151,
    cache_read_input_token_cost: 3e-8,
    input_cost_per_token_above_200k_tokens: 6e-7,
    supports_vision: true,
    search_context_cost_per_query: { search_context_size_medium: 0.01 },
  },
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-01T00:00:00.000Z",
};

it("gives back every record as it was", () => {
  const values = priceValues("claude-x", PRICE);
  expect(values.priceData).toMatchObject({
    input_cost_per_token: "0.3",
    output_cost_per_token: "15.1",
    cache_read_input_token_cost: "0.03",
    cache_creation_input_token_cost: "",
  });
  expect(priceRecord(PriceInput.parse(priceInput(values)))).toEqual({
    modelName: "claude-x",
    priceData: PRICE.priceData,
  });
});

it("says what is wrong with what is typed", () => {
  const values = priceValues("", null);
  const wrong = (change: Partial<PriceValues["priceData"]>, more = "") =>
    PriceInput.safeParse(
      priceInput({ ...values, modelName: "x", priceData: { ...values.priceData, ...change }, more }),
    ).error?.issues.map(({ path }) => path.join("."));
  expect(wrong({})).toEqual(["priceData.input_cost_per_token"]);
  expect(wrong({ input_cost_per_token: "1,5" })).toBeUndefined();
  expect(wrong({ input_cost_per_token: "three" })).toEqual(["priceData.input_cost_per_token"]);
  expect(wrong({ input_cost_per_token: "1", output_cost_per_token: "-1" })).toEqual([
    "priceData.output_cost_per_token",
  ]);
  const endless = { ...priceValues("claude-x", PRICE), maxOutputTokens: "endless" };
  expect(PriceInput.safeParse(priceInput(endless)).error?.issues).toMatchObject([
    { path: ["maxOutputTokens"] },
  ]);
  expect(wrong({ output_cost_per_image_token: "1" }, "[]")).toEqual(["more"]);
});
