import type { UserDisplay } from "@/actions/users/user-display";
import type { Role } from "@/domain/user/user";
import { dayOf } from "./expiry-day";
import { fieldText, groupTags, limitValues } from "./form-values";

/** What the user form holds, under the names of the schema. */
export interface UserValues extends ReturnType<typeof limitValues> {
  readonly name: string;
  readonly note: string;
  readonly role: Role;
  readonly tags: readonly string[];
  readonly expiresAt: string;
  readonly providerGroup: readonly string[];
  readonly allowedClients: readonly string[];
  readonly allowedModels: readonly string[];
  readonly rpm: string;
  readonly dailyQuota: string;
}

/** A user's values; a new one's for null. */
export function userValues(user: UserDisplay | null, timeZone: string): UserValues {
  return {
    name: user?.name ?? "",
    note: user?.note ?? "",
    role: user?.role ?? "user",
    tags: user?.tags ?? [],
    expiresAt: user?.expiresAt ? dayOf(Date.parse(user.expiresAt), timeZone) : "",
    providerGroup: user ? groupTags(user.providerGroup) : [],
    allowedClients: user?.allowedClients ?? [],
    allowedModels: user?.allowedModels ?? [],
    rpm: fieldText(user?.rpm),
    dailyQuota: fieldText(user?.dailyQuota),
    ...limitValues(user),
  };
}
