"use client";
import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";

const never = () => () => {};

/** Browsers keep cookies for secure connections from plain HTTP, except on the machine itself. */
function dropsSecureCookies(): boolean {
  const { protocol, hostname } = window.location;
  return protocol === "http:" && !["localhost", "127.0.0.1", "[::1]"].includes(hostname);
}

/** Says why signing in would not last here, and what helps. */
export function InsecureNotice() {
  const t = useTranslations("login");
  const isShown = useSyncExternalStore(never, dropsSecureCookies, () => false);
  if (!isShown) return null;
  return (
    <div role="alert" className="mb-6 rounded-md bg-warn-wash p-3 text-sm text-warn">
      <p className="flex items-center gap-2 font-medium">
        <TriangleAlert aria-hidden className="size-4 shrink-0" />
        {t("insecureTitle")}
      </p>
      <ul className="mt-1.5 list-disc pl-8">
        <li>{t("insecureUseHttps")}</li>
        <li>
          {t.rich("insecureSetting", { code: (text) => <code className="text-xs break-all">{text}</code> })}
        </li>
      </ul>
    </div>
  );
}
