import "server-only";
import type { Secrets } from "@/infra/crypto/secrets";
import type { Logger } from "@/infra/logger";
import type { Db } from "@/repository/db";

/** What the parts of the snapshot are loaded with. */
export interface LoadContext {
  readonly db: Db;
  readonly secrets: Secrets;
  readonly logger: Logger;
}
