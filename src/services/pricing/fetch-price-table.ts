import "server-only";
import {
  MAX_PRICE_TABLE_BYTES,
  type PriceTable,
  PriceTableError,
  parsePriceTable,
} from "@/domain/pricing/price-table";
import { DIRECT, type UpstreamClient } from "@/infra/http/upstream-client";
import { classifyTransportError } from "@/infra/http/upstream-error";
import { MINUTE_MS } from "@/lib/duration";
import type { TableOrigin } from "@/repository/prices/table-origin";
import { askOutside } from "@/services/outbound/ask-outside";

/** A table as it came, or the word that the last one still holds. */
export type FetchedTable =
  | { readonly kind: "not-modified" }
  | { readonly kind: "table"; readonly table: PriceTable; readonly origin: TableOrigin | null };

/** None of the addresses gave a price table. The message says of each why. */
export class PriceFetchError extends Error {
  override readonly name = "PriceFetchError";
}

export interface FetchOptions {
  readonly urls: readonly string[];
  /** What was imported last: its address is asked whether it has changed since. */
  readonly last: TableOrigin | null;
  readonly timeoutMs?: number;
}

/** Asks one address after the other until one gives a table. @throws {PriceFetchError} */
export async function fetchPriceTable(
  { urls, last, timeoutMs = MINUTE_MS }: FetchOptions,
  upstream: UpstreamClient,
): Promise<FetchedTable> {
  const problems: string[] = [];
  for (const url of urls) {
    try {
      return await fetchFrom(url, { etag: last?.url === url ? last.etag : null, timeoutMs }, upstream);
    } catch (error) {
      problems.push(`${new URL(url).host}: ${problemOf(error)}`);
    }
  }
  throw new PriceFetchError(problems.join("; "));
}

interface Asking {
  readonly etag: string | null;
  readonly timeoutMs: number;
}

async function fetchFrom(
  url: string,
  { etag, timeoutMs }: Asking,
  upstream: UpstreamClient,
): Promise<FetchedTable> {
  const answer = await askOutside(
    {
      method: "GET",
      url,
      headers: {
        accept: "application/json",
        "accept-encoding": "gzip",
        "user-agent": "claude-code-hub",
        ...(etag !== null && { "if-none-match": etag }),
      },
      body: null,
      egress: DIRECT,
      timeoutMs,
      maxBytes: MAX_PRICE_TABLE_BYTES,
    },
    upstream,
  );
  if (answer.status === 304 && etag !== null) return { kind: "not-modified" };
  if (answer.status !== 200) throw new PriceTableError(`it answered HTTP ${answer.status}`);
  if (answer.isTruncated) throw new PriceTableError(`it is larger than ${MAX_PRICE_TABLE_BYTES} bytes`);
  const table = parsePriceTable(answer.bytes.toString("utf8"));
  return { kind: "table", table, origin: answer.etag === null ? null : { url, etag: answer.etag } };
}

function problemOf(error: unknown): string {
  return error instanceof PriceTableError ? error.message : classifyTransportError(error).message;
}
