import { z } from "zod";
import { MATCH_TYPES } from "@/domain/match-type";
import { compileFilter } from "./compile";
import { ACTIONS_OF_SCOPE, FILTER_ACTIONS, FILTER_BINDINGS, FILTER_SCOPES } from "./request-filter";

const MAX_REPLACEMENT_LENGTH = 20_000;

const replacement = z
  .json()
  .refine((value) => JSON.stringify(value).length <= MAX_REPLACEMENT_LENGTH, "is too long");

const fields = {
  name: z.string().trim().min(1).max(100),
  description: z.string().trim().max(500).nullable(),
  scope: z.enum(FILTER_SCOPES),
  action: z.enum(FILTER_ACTIONS),
  matchType: z.enum(MATCH_TYPES).nullable(),
  target: z.string().min(1).max(1_000),
  replacement,
  priority: z.number().int().min(-1_000_000).max(1_000_000),
  isEnabled: z.boolean(),
  bindingType: z.enum(FILTER_BINDINGS),
  providerIds: z.array(z.number().int().positive()).max(1_000),
  groupTags: z.array(z.string().trim().min(1).max(64)).max(100),
};

const RequestFilterFields = z.object({
  ...fields,
  description: fields.description.default(null),
  matchType: fields.matchType.default(null),
  replacement: replacement.default(null),
  priority: fields.priority.default(0),
  isEnabled: fields.isEnabled.default(true),
  bindingType: fields.bindingType.default("global"),
  providerIds: fields.providerIds.default([]),
  groupTags: fields.groupTags.default([]),
});

/** A request filter as an admin writes it. Whoever changes one checks the whole that results, with this. */
export const CreateRequestFilter = RequestFilterFields.superRefine((filter, context) => {
  const issue = (path: string, message: string) =>
    context.addIssue({ code: "custom", path: [path], message });
  if (!ACTIONS_OF_SCOPE[filter.scope].includes(filter.action)) {
    issue("action", `a ${filter.scope} filter can ${ACTIONS_OF_SCOPE[filter.scope].join(" or ")}`);
    return;
  }
  const { bindingType, providerIds, groupTags } = filter;
  if ((bindingType === "providers") !== providerIds.length > 0) {
    issue("providerIds", "name providers if the filter is bound to providers, and only then");
  }
  if ((bindingType === "groups") !== groupTags.length > 0) {
    issue("groupTags", "name groups if the filter is bound to groups, and only then");
  }
  try {
    compileFilter({ ...filter, id: 0 });
  } catch (error) {
    issue("target", error instanceof Error ? error.message : String(error));
  }
});
export type CreateRequestFilter = z.output<typeof CreateRequestFilter>;

/** What may be changed of one; absent members stay. */
export const UpdateRequestFilter = z.object(fields).partial();
export type UpdateRequestFilter = z.output<typeof UpdateRequestFilter>;
