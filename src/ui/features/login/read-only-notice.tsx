"use client";
import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/ui/primitives/button";
import { Logo } from "@/ui/shell/logo";
import { signOut } from "@/ui/shell/sign-out";

interface ReadOnlyNoticeProps {
  readonly keyName: string;
  readonly userName: string;
}

/** Says why a good key shows no dashboard, and who can change that. */
export function ReadOnlyNotice({ keyName, userName }: ReadOnlyNoticeProps) {
  const t = useTranslations("login");
  const locale = useLocale();
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col items-start justify-center px-5 pb-[18vh]">
      <Logo />
      <h1 className="mt-7 text-xl font-semibold tracking-tight">{t("readOnlyTitle")}</h1>
      <p className="mt-1 mb-6 text-sm text-ink-soft">{t("readOnlyText", { key: keyName, user: userName })}</p>
      <Button onClick={() => void signOut(`/${locale}/login`)}>{t("otherKey")}</Button>
    </main>
  );
}
