"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useForm } from "react-hook-form";
import type { z } from "zod";
import { addProvider } from "@/actions/providers/add-provider";
import { testProviderUnified } from "@/actions/providers/test-provider-unified";
import { PROVIDER_TYPES } from "@/domain/provider/provider-type";
import { CreateProvider } from "@/domain/provider/schema";
import { useAction } from "@/ui/api/use-action";
import { formSchema } from "@/ui/patterns/form-schema";
import { useIssueText } from "@/ui/patterns/use-issue-text";
import { Button } from "@/ui/primitives/button";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { Select } from "@/ui/primitives/select";

const FirstProvider = CreateProvider.pick({ name: true, url: true, key: true, provider_type: true });
type FirstProvider = z.input<typeof FirstProvider>;

/** The least a provider needs; everything else has a default and a place on the providers page. */
export function ProviderStep({ onDone }: { readonly onDone: () => void }) {
  const t = useTranslations("dashboard");
  const [problem, setProblem] = useState<string>();
  const test = useAction(testProviderUnified);
  const add = useAction(addProvider);
  const issueText = useIssueText();
  const { register, handleSubmit, formState } = useForm<
    FirstProvider,
    unknown,
    z.output<typeof FirstProvider>
  >({
    resolver: zodResolver(formSchema(FirstProvider, (values: FirstProvider) => values, issueText)),
    defaultValues: { name: "", url: "", key: "", provider_type: "claude" },
  });
  const { errors } = formState;

  const save = async (provider: z.output<typeof FirstProvider>) => {
    if (await add.run(provider)) onDone();
  };
  const testAndSave = async (provider: z.output<typeof FirstProvider>) => {
    setProblem(undefined);
    const { url, key, provider_type } = provider;
    const tested = await test.run({ providerUrl: url, apiKey: key, providerType: provider_type });
    if (!tested) return;
    if (tested.data.status === "red") setProblem(tested.data.message);
    else await save(provider);
  };

  return (
    <form onSubmit={handleSubmit(testAndSave)} noValidate className="grid gap-4 sm:grid-cols-2">
      <Field label={t("providerName")} error={errors.name?.message} isRequired>
        {(control) => <Input {...control} {...register("name")} autoComplete="off" autoFocus />}
      </Field>
      <Field label={t("providerType")} error={errors.provider_type?.message}>
        {(control) => (
          <Select {...control} {...register("provider_type")}>
            {PROVIDER_TYPES.map((type) => (
              <option key={type}>{type}</option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("providerUrl")} error={errors.url?.message} isRequired>
        {(control) => (
          <Input {...control} {...register("url")} type="url" placeholder="https://api.anthropic.com" />
        )}
      </Field>
      <Field label={t("providerKey")} error={errors.key?.message} isRequired>
        {(control) => <Input {...control} {...register("key")} type="password" autoComplete="off" />}
      </Field>
      <div className="flex flex-wrap items-center gap-2 sm:col-span-2">
        <Button type="submit" variant="primary" isBusy={test.isRunning || add.isRunning}>
          {t("testAndAdd")}
        </Button>
        {problem !== undefined && (
          <>
            <Button onClick={handleSubmit(save)}>{t("addAnyway")}</Button>
            <p role="alert" className="basis-full text-sm break-words text-bad">
              {t("testFailed", { message: problem })}
            </p>
          </>
        )}
      </div>
    </form>
  );
}
