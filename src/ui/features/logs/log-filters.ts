import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { DAY_MS, HOUR_MS } from "@/lib/duration";

/** How far back the log is read, in ms; without a range: to its beginning. */
export const RANGES = { "1h": HOUR_MS, "24h": DAY_MS, "7d": 7 * DAY_MS, "30d": 30 * DAY_MS } as const;
export type Range = keyof typeof RANGES;

/** Status choices: one code, or all that are not 200. */
export const STATUS_CHOICES = [
  "200",
  "!200",
  "400",
  "401",
  "403",
  "404",
  "429",
  "500",
  "502",
  "503",
  "504",
] as const;

/** The filters as the page's URL has them. */
export const filterParsers = {
  range: parseAsStringLiteral(Object.keys(RANGES) as Range[]),
  user: parseAsInteger,
  key: parseAsInteger,
  provider: parseAsInteger,
  model: parseAsString,
  status: parseAsStringLiteral(STATUS_CHOICES),
  retries: parseAsInteger,
  session: parseAsString,
};
export type LogFilters = inferParserType<typeof filterParsers>;

export const loadFilters = createLoader(filterParsers);
/** A link to the log that shows just these requests. */
export const logsHref = createSerializer(filterParsers);

/** The filters as `usage-logs/getUsageLogsBatch` takes them. */
export function filterInput(filters: LogFilters, now: number) {
  const { range, user, key, provider, model, status, retries, session } = filters;
  return {
    ...(range && { startTime: now - RANGES[range] }),
    ...(user !== null && { userId: user }),
    ...(key !== null && { keyId: key }),
    ...(provider !== null && { providerId: provider }),
    ...(model && { model }),
    ...(status === "!200" ? { excludeStatusCode200: true } : status && { statusCode: Number(status) }),
    ...(retries !== null && { minRetryCount: retries }),
    ...(session && { sessionId: session }),
  };
}

interface Happened {
  readonly userId: number;
  readonly keyId: number;
  readonly providerId: number;
  readonly model: string | null;
  readonly statusCode: number;
}

/** Whether a request that has just ended may belong to the list; what the event does not tell is given the benefit. */
export function mayMatch({ user, key, provider, model, status }: LogFilters, request: Happened): boolean {
  if (user !== null && user !== request.userId) return false;
  if (key !== null && key !== request.keyId) return false;
  if (provider !== null && provider !== request.providerId) return false;
  if (model && model !== request.model) return false;
  if (status === null) return true;
  return status === "!200" ? request.statusCode !== 200 : Number(status) === request.statusCode;
}

export function isFiltered(filters: LogFilters): boolean {
  return Object.values(filters).some((value) => value !== null && value !== "");
}
