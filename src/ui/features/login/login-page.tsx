import { useTranslations } from "next-intl";
import { LanguageMenu } from "@/ui/shell/language-menu";
import { Logo } from "@/ui/shell/logo";
import { ThemeMenu } from "@/ui/shell/theme-menu";
import { InsecureNotice } from "./insecure-notice";
import { LoginForm } from "./login-form";

interface LoginPageProps {
  /** The page the visitor wanted. */
  readonly from: string | undefined;
  /** Its cookie is for secure connections only. */
  readonly needsHttps: boolean;
}

export function LoginPage({ from, needsHttps }: LoginPageProps) {
  const t = useTranslations("login");
  return (
    <main className="flex min-h-dvh flex-col">
      <div className="flex justify-end gap-1 p-3">
        <LanguageMenu />
        <ThemeMenu />
      </div>
      <div className="mx-auto flex w-full max-w-sm flex-1 flex-col justify-center px-5 pb-[18vh]">
        <Logo />
        <h1 className="mt-7 text-xl font-semibold tracking-tight">{t("title")}</h1>
        <p className="mt-1 mb-6 text-sm text-ink-soft">{t("hint")}</p>
        {needsHttps && <InsecureNotice />}
        <LoginForm from={from} />
        <p className="mt-6 text-xs text-ink-faint">{t("whereIsToken")}</p>
      </div>
    </main>
  );
}
