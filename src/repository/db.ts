import "server-only";
import type { Database } from "@/infra/postgres/client";

/** What queries run on: the pool, or a transaction of it. */
export type Db = Database | Parameters<Parameters<Database["transaction"]>[0]>[0];
