import type { KeyDisplay } from "@/actions/keys/key-display";
import { dayOf } from "./expiry-day";
import { fieldText, groupTags, limitValues } from "./form-values";

/** What the key form holds, under the names of the schema. */
export interface KeyValues extends ReturnType<typeof limitValues> {
  readonly name: string;
  readonly expiresAt: string;
  readonly canLoginWebUi: boolean;
  readonly providerGroup: readonly string[];
  readonly cacheTtlPreference: KeyDisplay["cacheTtlPreference"];
  readonly limitDailyUsd: string;
}

/** A key's values; a new one's for null. */
export function keyValues(key: KeyDisplay | null, timeZone: string): KeyValues {
  return {
    name: key?.name ?? "",
    expiresAt: key?.expiresAt ? dayOf(Date.parse(key.expiresAt), timeZone) : "",
    canLoginWebUi: key?.canLoginWebUi ?? false,
    providerGroup: key ? groupTags(key.providerGroup) : [],
    cacheTtlPreference: key?.cacheTtlPreference ?? "inherit",
    limitDailyUsd: fieldText(key?.limitDailyUsd),
    ...limitValues(key),
  };
}
