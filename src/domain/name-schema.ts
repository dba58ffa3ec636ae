import { z } from "zod";
import { breaks } from "./rule-issue";

/** The fields that users, keys and providers share. */

export const displayName = z.string().trim().min(1).max(64);

export const note = z.string().trim().max(200);

/** Lists of names as an admin types them: trimmed, without blanks and repeats. */
export const nameList = (maxItems: number, maxLength: number) =>
  z
    .array(z.string().trim().max(maxLength))
    .max(maxItems)
    .transform((names) => [...new Set(names.filter((name) => name !== ""))]);

/** A comma list of groups, the product's form of them. */
export const groupList = z.string().max(255).nullable();

const TEN_YEARS_MS = 10 * 366 * 24 * 60 * 60 * 1_000;

/** A moment from now to ten years ahead; blank and null mean never. */
export const futureDate = z.preprocess(
  (value) => (value === "" ? null : value),
  z
    .union([z.null(), z.coerce.date()])
    .refine(
      (date) => date === null || date.getTime() > Date.now(),
      breaks("futureDate", "must be in the future"),
    )
    .refine(
      (date) => date === null || date.getTime() < Date.now() + TEN_YEARS_MS,
      breaks("tenYears", "must be within ten years"),
    ),
);

/** Any moment up to ten years ahead; one in the past expires now. */
export const expiryDate = z.preprocess(
  (value) => (value === "" ? null : value),
  z
    .union([z.null(), z.coerce.date()])
    .refine(
      (date) => date === null || date.getTime() < Date.now() + TEN_YEARS_MS,
      breaks("tenYears", "must be within ten years"),
    ),
);
