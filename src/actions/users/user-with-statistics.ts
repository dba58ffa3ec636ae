import { z } from "zod";
import type { ApiKey } from "@/domain/key/api-key";
import type { User } from "@/domain/user/user";
import type { Runtime } from "@/services/runtime/runtime";
import { KeyWithStatistics, withStatistics } from "../keys/key-with-statistics";
import { UserDisplay, userDisplay } from "./user-display";

/** A user as lists show it, with what each key did today. */
export const UserWithStatistics = UserDisplay.extend({ keys: z.array(KeyWithStatistics) }).meta({
  id: "UserWithStatistics",
});
export type UserWithStatistics = z.infer<typeof UserWithStatistics>;

export async function usersWithStatistics(
  holders: readonly { readonly user: User; readonly keys: readonly ApiKey[] }[],
  runtime: Pick<Runtime, "database" | "clock" | "env">,
): Promise<UserWithStatistics[]> {
  const display = await withStatistics(
    holders.flatMap(({ keys }) => keys),
    runtime,
  );
  return holders.map(({ user, keys }) => ({ ...userDisplay(user, []), keys: keys.map(display) }));
}
