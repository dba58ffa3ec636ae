import type { KeyDisplay } from "@/actions/keys/key-display";
import type { UserDisplay } from "@/actions/users/user-display";
import { UpdateKey } from "@/domain/key/schema";
import { formSchema } from "@/ui/patterns/form-schema";
import type { Issue } from "@/ui/patterns/use-issue-text";
import { toInput } from "./form-values";
import type { KeyValues } from "./key-values";

/** What the server refuses beyond the fields themselves, in the reader's words. */
interface KeyRuleTexts {
  readonly nameTaken: string;
  readonly aboveUser: (limitUsd: number) => string;
}

interface KeyFormRules {
  readonly user: UserDisplay;
  /** null for a new key. */
  readonly apiKey: KeyDisplay | null;
  readonly timeZone: string;
  readonly issueText: (issue: Issue) => string;
  readonly texts: KeyRuleTexts;
}

/** The server's schema with the rules that tie a key to its user: another name than its siblings, no higher limit. */
export function keyFormSchema({ user, apiKey, timeZone, issueText, texts }: KeyFormRules) {
  const toKeyInput = (values: KeyValues) => toInput(values, timeZone);
  return formSchema(UpdateKey, toKeyInput, issueText).superRefine((key, context) => {
    const refuse = (field: keyof KeyValues, message: string) =>
      context.addIssue({ code: "custom", path: [field], message });
    if (user.keys.some(({ id, name }) => name === key.name && id !== apiKey?.id)) {
      refuse("name", texts.nameTaken);
    }
    for (const [field, ofUser] of userLimits(user)) {
      const own = key[field];
      if (ofUser !== null && own != null && own > ofUser) refuse(field, texts.aboveUser(ofUser));
    }
  });
}

function userLimits(user: UserDisplay) {
  return [
    ["limit5hUsd", user.limit5hUsd],
    ["limitDailyUsd", user.dailyQuota],
    ["limitWeeklyUsd", user.limitWeeklyUsd],
    ["limitMonthlyUsd", user.limitMonthlyUsd],
    ["limitTotalUsd", user.limitTotalUsd],
  ] as const;
}
