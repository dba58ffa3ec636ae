"use client";
import { useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import type { TargetType } from "@/domain/notification/notification-type";
import { FormSection } from "@/ui/patterns/form-section";
import { useBoundForm } from "@/ui/patterns/use-bound-form";
import type { Target } from "./notifications";
import { TextField } from "./target-fields";
import { TargetHeaders } from "./target-headers";
import { TargetTemplate } from "./target-template";
import { keepsSecrets, type TargetValues } from "./target-values";

/** The secret that robots of a platform may want messages signed with. */
const SIGNED_BY: Readonly<Partial<Record<TargetType, "dingtalkSecret" | "feishuSecret">>> = {
  dingtalk: "dingtalkSecret",
  feishu: "feishuSecret",
};

/** Where it is told: what the chosen platform needs, and no more. */
export function TargetAddress({ stored }: { readonly stored: Target | null }) {
  const t = useTranslations("notifications");
  const { control } = useBoundForm<TargetValues>();
  const providerType = useWatch({ control, name: "providerType" });
  const isKept = keepsSecrets(stored, { providerType });
  const kept = (value: string | null | undefined) => (isKept && value ? value : undefined);
  const signedBy = SIGNED_BY[providerType];
  const secret = { isCode: true, className: "sm:col-span-2" } as const;
  return (
    <FormSection title={t("address")} hint={t(`addressHint.${providerType}`)}>
      {providerType === "telegram" ? (
        <>
          <TextField
            name="telegramBotToken"
            label={t("botToken")}
            hint={t(kept(stored?.telegramBotToken) ? "keptHint" : "botTokenHint")}
            placeholder={kept(stored?.telegramBotToken)}
            type="password"
            autoComplete="new-password"
            isRequired={!kept(stored?.telegramBotToken)}
            isCode
          />
          <TextField name="telegramChatId" label={t("chatId")} hint={t("chatIdHint")} isRequired isCode />
        </>
      ) : (
        <TextField
          {...secret}
          name="webhookUrl"
          label={t("webhook")}
          hint={t(kept(stored?.webhookUrl) ? "keptHint" : "webhookHint")}
          placeholder={kept(stored?.webhookUrl) ?? "https://"}
          isRequired={!kept(stored?.webhookUrl)}
        />
      )}
      {signedBy && (
        <TextField
          {...secret}
          name={signedBy}
          label={t("signSecret")}
          hint={t(kept(stored?.[signedBy]) ? "keptHint" : "signSecretHint")}
          placeholder={kept(stored?.[signedBy])}
          type="password"
          autoComplete="new-password"
        />
      )}
      {providerType === "custom" && (
        <>
          <TargetTemplate />
          <TargetHeaders stored={isKept ? (stored?.customHeaders ?? null) : null} />
        </>
      )}
    </FormSection>
  );
}
