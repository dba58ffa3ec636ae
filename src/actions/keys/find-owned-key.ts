import type { ApiKey } from "@/domain/key/api-key";
import type { User } from "@/domain/user/user";
import type { Db } from "@/repository/db";
import { findKey, listKeys } from "@/repository/keys";
import { findUser } from "@/repository/users";
import type { WebCaller } from "@/services/auth/web-caller";
import { requireSelfOrAdmin } from "../kit/access";
import { userNotFound } from "../users/not-found";
import { keyNotFound } from "./not-found";

export interface OwnedKey {
  readonly key: ApiKey;
  readonly user: User;
  /** All live keys of the user, this one included. */
  readonly siblings: readonly ApiKey[];
}

/** A key with its user, for whoever may touch it. @throws {AppError} `NOT_FOUND`, `PERMISSION_DENIED` */
export async function findOwnedKey(db: Db, keyId: number, caller: WebCaller): Promise<OwnedKey> {
  const key = await findKey(db, keyId);
  if (!key) throw keyNotFound(keyId);
  requireSelfOrAdmin(caller, key.userId);
  const user = await findUser(db, key.userId);
  if (!user) throw userNotFound(key.userId);
  return { key, user, siblings: await listKeys(db, key.userId) };
}
