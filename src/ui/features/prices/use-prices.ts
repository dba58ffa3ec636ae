"use client";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { getModelPriceHistory } from "@/actions/model-prices/get-model-price-history";
import type { getModelPricesPaginated } from "@/actions/model-prices/get-model-prices-paginated";
import { readAction } from "@/ui/api/action-client";
import type { PricePage } from "./price";
import { filterInput, type PriceFilter } from "./price-filter";

const LIST = "model-prices/getModelPricesPaginated";
const HISTORY = "model-prices/getModelPriceHistory";

/** The page the server has drawn already, and the filter it was drawn for. */
export interface FirstPrices {
  readonly filter: PriceFilter;
  readonly page: PricePage;
}

/** A page of the prices in force; the one before stays until the next is there. */
export function usePrices(filter: PriceFilter, first: FirstPrices) {
  const isFirst = JSON.stringify(first.filter) === JSON.stringify(filter);
  return useQuery({
    queryKey: [LIST, filter],
    queryFn: ({ signal }) => readAction<typeof getModelPricesPaginated>(LIST, filterInput(filter), signal),
    placeholderData: keepPreviousData,
    ...(isFirst && { initialData: first.page }),
  });
}

/** Every version of a model's price, newest first. */
export function usePriceHistory(modelName: string) {
  return useQuery({
    queryKey: [HISTORY, modelName],
    queryFn: ({ signal }) => readAction<typeof getModelPriceHistory>(HISTORY, { modelName }, signal),
  });
}

/** Reads prices and their histories again; resolves when they are there. */
export function useReloadPrices(): () => Promise<unknown> {
  const queries = useQueryClient();
  return useCallback(
    () => Promise.all([LIST, HISTORY].map((name) => queries.invalidateQueries({ queryKey: [name] }))),
    [queries],
  );
}
