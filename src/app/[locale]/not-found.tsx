import { useTranslations } from "next-intl";
import { Link } from "@/i18n/navigation";
import { Button } from "@/ui/primitives/button";
import { Logo } from "@/ui/shell/logo";

export default function NotFound() {
  const t = useTranslations("common");
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col items-start justify-center px-5 pb-[18vh]">
      <Logo />
      <h1 className="mt-7 text-xl font-semibold tracking-tight">{t("pageNotFound")}</h1>
      <p className="mt-1 mb-6 text-sm text-ink-soft">{t("pageNotFoundText")}</p>
      <Button asChild>
        <Link href="/dashboard">{t("toDashboard")}</Link>
      </Button>
    </main>
  );
}
