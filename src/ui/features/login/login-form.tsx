"use client";
import { Eye, EyeOff } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import type { FailureEnvelope } from "@/domain/envelope";
import { useErrorText } from "@/ui/api/use-error-text";
import { Button } from "@/ui/primitives/button";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { safeReturnPath } from "./safe-return-path";

type LoginAnswer = { readonly ok: true; readonly redirectTo: string } | FailureEnvelope;

export function LoginForm({ from }: { readonly from: string | undefined }) {
  const t = useTranslations("login");
  const locale = useLocale();
  const errorText = useErrorText();
  const [isVisible, setVisible] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const key = String(new FormData(event.currentTarget).get("key") ?? "").trim();
    if (key === "") return setError(t("empty"));
    setBusy(true);
    setError(undefined);
    try {
      const answer = await signIn(key);
      if (answer.ok) {
        const target = answer.redirectTo === "/my-usage" ? null : safeReturnPath(from);
        return window.location.assign(`/${locale}${target ?? answer.redirectTo}`);
      }
      setError(answer.errorCode === "AUTH_INVALID" ? t("refused") : errorText(answer));
    } catch (cause) {
      setError(errorText(cause));
    }
    setBusy(false);
  };

  const Icon = isVisible ? EyeOff : Eye;
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4" noValidate>
      <Field label={t("key")} error={error}>
        {(control) => (
          <span className="relative block">
            <Input
              {...control}
              name="key"
              type={isVisible ? "text" : "password"}
              autoComplete="current-password"
              autoCapitalize="none"
              spellCheck={false}
              autoFocus
              className="h-9 pr-10 font-mono"
            />
            <button
              type="button"
              onClick={() => setVisible(!isVisible)}
              aria-label={t(isVisible ? "hide" : "show")}
              className="absolute top-1 right-1 grid size-7 place-items-center rounded text-ink-faint hover:text-ink"
            >
              <Icon aria-hidden className="size-4" />
            </button>
          </span>
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" isBusy={isBusy}>
        {t("submit")}
      </Button>
    </form>
  );
}

async function signIn(key: string): Promise<LoginAnswer> {
  const response = await fetch("/api/auth/login", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ key }),
  });
  return (await response.json()) as LoginAnswer;
}
