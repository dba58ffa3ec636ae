import { randomBytes } from "node:crypto";
import type { ApiKey } from "@/domain/key/api-key";
import { composeKey, displayPrefix } from "@/domain/key/key-text";
import type { CreateKey } from "@/domain/key/schema";
import { UNLIMITED } from "@/domain/quota/spend-limits";
import type { Secrets } from "@/infra/crypto/secrets";
import type { Db } from "@/repository/db";
import { insertKey } from "@/repository/keys";
import { keyChanges } from "./key-fields";

const RANDOM_BYTES = 32;

/** Makes a key. Its text is in the result and nowhere else; the database has its hash. */
export async function createKey(
  db: Db,
  secrets: Secrets,
  input: CreateKey,
): Promise<{ readonly key: ApiKey; readonly text: string }> {
  const text = composeKey(randomBytes(RANDOM_BYTES));
  const { limits, ...given } = keyChanges(input);
  const key = await insertKey(db, {
    isEnabled: true,
    expiresAt: null,
    canLoginWebUi: false,
    groups: [],
    concurrentSessions: null,
    cacheTtlPreference: null,
    ...given,
    userId: input.userId,
    name: input.name,
    limits: { ...UNLIMITED, ...limits },
    hash: secrets.hash(text),
    prefix: displayPrefix(text),
  });
  return { key, text };
}
