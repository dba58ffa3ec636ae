"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import type { z } from "zod";
import { addUser } from "@/actions/users/add-user";
import { CreateUser } from "@/domain/user/schema";
import { useAction } from "@/ui/api/use-action";
import { CodeBlock } from "@/ui/patterns/code-block";
import { formSchema } from "@/ui/patterns/form-schema";
import { useIssueText } from "@/ui/patterns/use-issue-text";
import { Button } from "@/ui/primitives/button";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";

const FirstUser = CreateUser.pick({ name: true });
type FirstUser = z.input<typeof FirstUser>;

/** A key that was just made; its text exists nowhere else. */
export interface NewKey {
  readonly userName: string;
  readonly text: string;
}

/** A user with a first key. */
export function KeyStep({ onDone }: { readonly onDone: (key: NewKey) => void }) {
  const t = useTranslations("dashboard");
  const add = useAction(addUser);
  const issueText = useIssueText();
  const { register, handleSubmit, formState } = useForm<FirstUser>({
    resolver: zodResolver(formSchema(FirstUser, (values: FirstUser) => values, issueText)),
    defaultValues: { name: "" },
  });
  const create = async ({ name }: FirstUser) => {
    const added = await add.run({ name });
    if (added) onDone({ userName: added.data.user.name, text: added.data.defaultKey.key });
  };
  return (
    <form onSubmit={handleSubmit(create)} noValidate className="flex flex-wrap items-start gap-3">
      <Field
        label={t("userName")}
        error={formState.errors.name?.message}
        isRequired
        className="flex-1 basis-56"
      >
        {(control) => <Input {...control} {...register("name")} autoComplete="off" autoFocus />}
      </Field>
      <Button type="submit" variant="primary" isBusy={add.isRunning} className="mt-6.5">
        {t("createKey")}
      </Button>
    </form>
  );
}

/** The key, as long as the page that made it is open. */
export function ShownKey({ newKey: { userName, text } }: { readonly newKey: NewKey }) {
  const t = useTranslations("dashboard");
  const label = t("yourKey", { name: userName });
  return (
    <div className="mt-2">
      <p className="mb-1.5 text-sm text-ink-soft">{label}</p>
      <CodeBlock code={text} label={label} />
    </div>
  );
}
