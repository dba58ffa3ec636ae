import { parseJson } from "@/lib/parse-json";
import { PriceData } from "./price";

/** The table the LiteLLM project publishes (MIT). */
export const LITELLM_PRICE_TABLE =
  "https://raw.githubusercontent.com/BerriAI/litellm/main/model_prices_and_context_window.json";

/** What a price table may weigh, in bytes; the published one has about one million. */
export const MAX_PRICE_TABLE_BYTES = 10 * 1024 * 1024;

export const MAX_MODEL_NAME_LENGTH = 200;

/** An entry of the published table that documents the others. */
const SAMPLE = "sample_spec";

/** A table as it was read: its usable prices by model, and the names of the entries that are none. */
export interface PriceTable {
  readonly prices: ReadonlyMap<string, PriceData>;
  readonly failed: readonly string[];
}

/** A text that is no price table. The message says what is wrong with it. */
export class PriceTableError extends Error {
  override readonly name = "PriceTableError";
}

/**
 * Reads a table in LiteLLM's format: an object of price records by model name. Records without `mode` are none.
 *
 * @throws {PriceTableError} when it is no JSON object, or has no usable record at all
 */
export function parsePriceTable(text: string): PriceTable {
  const table = parseJson<unknown>(text);
  if (table === undefined) throw new PriceTableError("it is not valid JSON");
  if (typeof table !== "object" || table === null || Array.isArray(table)) {
    throw new PriceTableError("it is not a JSON object of models");
  }
  const prices = new Map<string, PriceData>();
  const failed: string[] = [];
  for (const [written, entry] of Object.entries(table)) {
    const model = written.trim();
    if (model === SAMPLE || model === "") continue;
    const data = model.length <= MAX_MODEL_NAME_LENGTH ? readEntry(entry) : undefined;
    if (data) prices.set(model, data);
    else failed.push(model.slice(0, MAX_MODEL_NAME_LENGTH));
  }
  if (prices.size === 0) throw new PriceTableError("there is no price in it");
  return { prices, failed };
}

function readEntry(entry: unknown): PriceData | undefined {
  const { data } = PriceData.safeParse(entry);
  return data?.mode ? data : undefined;
}
