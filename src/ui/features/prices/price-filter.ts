import {
  createLoader,
  type inferParserType,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { PRICE_SOURCES } from "@/domain/pricing/price";

/** What the list is narrowed to, as the page's URL has it. */
export const filterParsers = {
  q: parseAsString.withDefault(""),
  source: parseAsStringLiteral(PRICE_SOURCES),
  page: parseAsInteger.withDefault(1),
};
export type PriceFilter = inferParserType<typeof filterParsers>;

export const loadFilter = createLoader(filterParsers);

const PAGE_SIZE = 50;

/** The filter as `model-prices/getModelPricesPaginated` takes it. */
export function filterInput({ q, source, page }: PriceFilter) {
  return {
    page: Math.max(1, page),
    pageSize: PAGE_SIZE,
    ...(q.trim() !== "" && { search: q.trim().slice(0, 200) }),
    ...(source !== null && { source }),
  };
}
