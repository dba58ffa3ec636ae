import { z } from "zod";
import { ManualPrice } from "@/domain/pricing/schema";
import { jsonObjectText, jsonText } from "@/ui/patterns/json-text";
import { perMillionText, perTokenOf } from "./per-million";
import type { Price, PriceData } from "./price";

/** The prices the form asks for, in USD per million tokens. */
export const TOKEN_PRICES = [
  "input_cost_per_token",
  "output_cost_per_token",
  "cache_read_input_token_cost",
  "cache_creation_input_token_cost",
  "cache_creation_input_token_cost_above_1hr",
  "input_cost_per_image_token",
  "output_cost_per_image_token",
] as const;

/** What they are once a prompt has more than 200,000 tokens. */
export const LONG_PRICES = [
  "input_cost_per_token_above_200k_tokens",
  "output_cost_per_token_above_200k_tokens",
  "cache_read_input_token_cost_above_200k_tokens",
  "cache_creation_input_token_cost_above_200k_tokens",
] as const;

const PRICES = [...TOKEN_PRICES, ...LONG_PRICES] as const;
export type PriceName = (typeof PRICES)[number];

export const MODES = ["chat", "responses", "completion", "embedding", "image_generation"] as const;

/** What the form holds, under the server's names: prices of a million tokens as they are typed. */
export interface PriceValues {
  readonly modelName: string;
  readonly priceData: Readonly<Record<PriceName | "mode" | "litellm_provider", string>>;
  readonly maxOutputTokens: string;
  /** The record's other fields, as JSON. */
  readonly more: string;
}

export const PriceInput = z.object({
  ...ManualPrice.shape,
  // Records leave out what they do not know; what is typed wrong is told.
  maxOutputTokens: z.number().int().positive().optional(),
  more: jsonObjectText,
});
export type PriceInput = z.output<typeof PriceInput>;

/** @param price what the form begins with; null: nothing is known of the model */
export function priceValues(modelName: string, price: Price | null): PriceValues {
  const data: PriceData = price?.priceData ?? {};
  const { mode, litellm_provider, max_output_tokens, ...others } = data;
  const more = Object.entries(others).filter(([name]) => !PRICES.some((known) => known === name));
  return {
    modelName,
    priceData: {
      mode: mode ?? "chat",
      litellm_provider: litellm_provider ?? "",
      ...typed((name) => perMillionText(data[name])),
    },
    maxOutputTokens: max_output_tokens ? String(max_output_tokens) : "",
    more: more.length > 0 ? jsonText(Object.fromEntries(more)) : "",
  };
}

/** What the form holds as the server is sent it, the other fields still beside it. */
export function priceInput({ modelName, priceData, maxOutputTokens, more }: PriceValues) {
  const { mode, litellm_provider } = priceData;
  const prices = PRICES.map((name) => [name, perTokenOf(priceData[name])] as const);
  return {
    modelName,
    priceData: {
      mode,
      ...(litellm_provider.trim() !== "" && { litellm_provider: litellm_provider.trim() }),
      ...Object.fromEntries(prices.filter(([, price]) => price !== undefined)),
    },
    maxOutputTokens: maxOutputTokens.trim() === "" ? undefined : Number(maxOutputTokens),
    more,
  };
}

/** The record that is saved. */
export function priceRecord({ modelName, priceData, maxOutputTokens, more }: PriceInput) {
  const length = maxOutputTokens !== undefined && { max_output_tokens: maxOutputTokens };
  return { modelName, priceData: { ...more, ...priceData, ...length } };
}

function typed(textOf: (name: PriceName) => string): Record<PriceName, string> {
  return Object.fromEntries(PRICES.map((name) => [name, textOf(name)])) as Record<PriceName, string>;
}
