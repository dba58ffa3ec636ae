import "server-only";
import type { UpstreamClient } from "@/infra/http/upstream-client";
import type { Db } from "@/repository/db";
import { readTableOrigin } from "@/repository/prices/table-origin";
import { type FetchedTable, type FetchOptions, fetchPriceTable } from "./fetch-price-table";
import { type ImportResult, importPrices } from "./import-prices";

const NOTHING_NEW: ImportResult = {
  added: [],
  updated: [],
  unchanged: [],
  failed: [],
  skipped: [],
  total: 0,
};

/** A sync's result; `notModified`: the table is the one imported last, and was not sent again. */
export type SyncResult = ImportResult & { readonly notModified: boolean };

/** Fetches the price table, unless it is the one imported last. @throws {PriceFetchError} */
export async function fetchNewPrices(
  db: Db,
  upstream: UpstreamClient,
  options: Omit<FetchOptions, "last">,
): Promise<FetchedTable> {
  return fetchPriceTable({ ...options, last: await readTableOrigin(db) }, upstream);
}

/** Imports what was fetched. Call it in a transaction. */
export async function importFetched(tx: Db, fetched: FetchedTable): Promise<SyncResult> {
  if (fetched.kind === "not-modified") return { ...NOTHING_NEW, notModified: true };
  return { ...(await importPrices(tx, fetched.table, fetched.origin)), notModified: false };
}
