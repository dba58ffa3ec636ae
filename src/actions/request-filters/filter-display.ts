import { z } from "zod";
import { MATCH_TYPES } from "@/domain/match-type";
import {
  FILTER_ACTIONS,
  FILTER_BINDINGS,
  FILTER_SCOPES,
  type RequestFilter,
} from "@/domain/request-filters/request-filter";

/** A request filter as lists and forms show it. */
export const FilterDisplay = z
  .object({
    id: z.number().int(),
    name: z.string(),
    description: z.string().nullable(),
    scope: z.enum(FILTER_SCOPES),
    action: z.enum(FILTER_ACTIONS),
    matchType: z.enum(MATCH_TYPES).nullable(),
    target: z.string(),
    replacement: z.unknown(),
    priority: z.number().int(),
    isEnabled: z.boolean(),
    bindingType: z.enum(FILTER_BINDINGS),
    providerIds: z.array(z.number().int()),
    groupTags: z.array(z.string()),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: "RequestFilter" });
export type FilterDisplay = z.infer<typeof FilterDisplay>;

export function filterDisplay({
  createdAt,
  updatedAt,
  providerIds,
  groupTags,
  ...filter
}: RequestFilter): FilterDisplay {
  return {
    ...filter,
    providerIds: [...providerIds],
    groupTags: [...groupTags],
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
