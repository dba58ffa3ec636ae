"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useTimeZone, useTranslations } from "next-intl";
import { useMemo } from "react";
import { FormProvider, useForm } from "react-hook-form";
import type { UserDisplay } from "@/actions/users/user-display";
import { CreateUser, UpdateUser } from "@/domain/user/schema";
import { formSchema } from "@/ui/patterns/form-schema";
import { FormSection } from "@/ui/patterns/form-section";
import { SaveBar } from "@/ui/patterns/save-bar";
import { useDiscardGuard } from "@/ui/patterns/use-discard-guard";
import { useFocusFirstInvalid } from "@/ui/patterns/use-focus-first-invalid";
import { useIssueText } from "@/ui/patterns/use-issue-text";
import { Dialog } from "@/ui/primitives/dialog";
import { changedFields, toInput } from "./form-values";
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
  const { isDirty, isSubmitting, submitCount } = form.formState;
  const { requestClose, question } = useDiscardGuard(isDirty, () => void onClose());
  const formRef = useFocusFirstInvalid(submitCount);
  const save = useSaveUser(user, onClose, onCreated);
  const submit = form.handleSubmit((output) =>
    save(user ? changedFields(output, before, form.getValues()) : output),
  );
  return (
    <Dialog
      isOpen
      onOpenChange={requestClose}
      placement="side"
      title={user ? t("editUser", { name: user.name }) : t("newUser")}
      description={user ? undefined : t("newUserHint")}
    >
      <FormProvider {...form}>
        <form
          ref={formRef}
          onSubmit={(event) => void submit(event)}
          noValidate
          className="flex min-h-full flex-col"
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
          <div className="sticky bottom-0 mt-auto">
            <SaveBar
              isDirty={isDirty}
              isSaving={isSubmitting}
              verb={user ? common("save") : t("createUser")}
              onCancel={requestClose}
            />
          </div>
        </form>
      </FormProvider>
      {question}
    </Dialog>
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
