"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useTimeZone, useTranslations } from "next-intl";
import { useMemo } from "react";
import { useForm } from "react-hook-form";
import type { UserDisplay } from "@/actions/users/user-display";
import { CreateUser, UpdateUser } from "@/domain/user/schema";
import { changedFields } from "@/ui/patterns/changed-fields";
import { FormDialog } from "@/ui/patterns/form-dialog";
import { formSchema } from "@/ui/patterns/form-schema";
import { FormSection } from "@/ui/patterns/form-section";
import { useFocusFirstInvalid } from "@/ui/patterns/use-focus-first-invalid";
import { useIssueText } from "@/ui/patterns/use-issue-text";
import { toInput } from "./form-values";
import { limitLines } from "./limit-lines";
import { type CreatedKey, useSaveUser } from "./use-save-user";
import { UserAccessFields, UserBasicFields, UserLimitFields } from "./user-form-fields";
import { type UserValues, userValues } from "./user-values";

interface UserFormProps {
  /** null for a new user. */
  readonly user: UserDisplay | null;
  /** Groups to offer. */
  readonly groups: readonly string[];
  readonly onClose: () => Promise<unknown>;
  readonly onCreated: (created: CreatedKey) => Promise<unknown>;
}

/** Creates and edits a user, in a dialog beside the list. */
export function UserForm({ user, groups, onClose, onCreated }: UserFormProps) {
  const t = useTranslations("users");
  const common = useTranslations("common");
  const { form, before } = useUserForm(user);
  const formRef = useFocusFirstInvalid(form.formState.submitCount);
  const save = useSaveUser(user, onClose, onCreated);
  const submit = form.handleSubmit((output) =>
    save(user ? changedFields(output, before, form.getValues()) : output),
  );
  return (
    <FormDialog
      form={form}
      formRef={formRef}
      save={submit}
      isSaving={form.formState.isSubmitting}
      title={user ? t("editUser", { name: user.name }) : t("newUser")}
      description={user ? undefined : t("newUserHint")}
      verb={user ? common("save") : t("createUser")}
      onClose={onClose}
    >
      <FormSection title={t("basics")} hint={t("basicsHint")}>
        <UserBasicFields isNew={user === null} />
      </FormSection>
      <FormSection title={t("access")} hint={t("accessHint")}>
        <UserAccessFields groups={groups} />
      </FormSection>
      <FormSection
        title={t("limits")}
        hint={t("limitsHint")}
        isFolded={user === null || limitLines(user).length === 0}
      >
        <UserLimitFields />
      </FormSection>
    </FormDialog>
  );
}

function useUserForm(user: UserDisplay | null) {
  const timeZone = useTimeZone() ?? "UTC";
  const issueText = useIssueText();
  const before = useMemo(() => userValues(user, timeZone), [user, timeZone]);
  const resolver = useMemo(
    () =>
      zodResolver(
        formSchema<UserValues, UpdateUser>(
          user ? UpdateUser : CreateUser,
          (values) => toInput(values, timeZone),
          issueText,
        ),
      ),
    [user, timeZone, issueText],
  );
  const form = useForm<UserValues, unknown, UpdateUser>({
    defaultValues: before,
    resolver,
    shouldFocusError: false,
  });
  return { form, before };
}
