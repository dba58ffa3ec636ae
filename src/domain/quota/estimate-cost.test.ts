import { describe, expect, it } from "vitest";
import { type Price, type PriceData, parsePrice } from "@/domain/pricing/price";
import { estimateCost } from "./estimate-cost";

function priceOf(data: PriceData): Price {
  const price = parsePrice({ id: 1, model: "m", source: "manual" }, data);
  if (!price) throw new Error("no price");
  return price;
}

const PRICE = priceOf({
  input_cost_per_token: 3e-6,
  output_cost_per_token: 15e-6,
  input_cost_per_token_above_200k_tokens: 6e-6,
  output_cost_per_token_above_200k_tokens: 22.5e-6,
});

describe("estimateCost", () => {
  it.each([
    // 100 tokens in at 3,000 nano-USD, 50 out at 15,000.
    [{ bodyBytes: 400, maxOutputTokens: 50 }, 1, 1_050_000],
    [{ bodyBytes: 400, maxOutputTokens: 50 }, 1.5, 1_575_000],
    [{ bodyBytes: 401, maxOutputTokens: 0 }, 1, 303_000],
    // An answer of the usual length at most.
    [{ bodyBytes: 0, maxOutputTokens: 64_000 }, 1, 30_000_000],
    [{ bodyBytes: 0, maxOutputTokens: null }, 1, 30_000_000],
    // Above 200,000 tokens the whole prompt is dearer.
    [{ bodyBytes: 800_000, maxOutputTokens: 0 }, 1, 600_000_000],
    [{ bodyBytes: 800_004, maxOutputTokens: 0 }, 1, 1_200_006_000],
  ])("of %o at ×%d is %d nano-USD", (request, multiplier, nanoUsd) => {
    expect(estimateCost(request, PRICE, multiplier)).toBe(nanoUsd);
  });
});
