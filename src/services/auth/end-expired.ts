import "server-only";
import type { Db } from "@/repository/db";
import { revokeSessionsOfKeys } from "@/repository/web-sessions";
import type { Callers } from "@/services/snapshot/snapshot";
import { keyProblem } from "./caller";

/** Ends the sign-ins made with keys that have expired, or whose user has. Returns how many. @param now epoch ms */
export async function endExpired(db: Db, { byKeyId }: Callers, now: number): Promise<number> {
  const expired = [...byKeyId.values()].filter((holder) => {
    const problem = keyProblem(holder, now);
    return problem === "key_expired" || problem === "user_expired";
  });
  return revokeSessionsOfKeys(
    db,
    expired.map(({ key }) => key.id),
  );
}
