"use client";
import { KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import type { KeyDisplay } from "@/actions/keys/key-display";
import { Explained } from "@/ui/patterns/explained";
import { cn } from "@/ui/primitives/cn";
import { KEY_COLUMNS } from "./columns";
import { ExpiryText } from "./expiry-text";
import { KeyMenu } from "./key-menu";
import { limitLines } from "./limit-lines";
import { LimitsSummary } from "./limits-summary";
import { StateBadge } from "./state-badge";

interface KeyRowProps {
  readonly apiKey: KeyDisplay;
  /** All keys of the user, this one included. */
  readonly siblings: readonly KeyDisplay[];
}

export function KeyRow({ apiKey, siblings }: KeyRowProps) {
  const t = useTranslations("users");
  return (
    <li
      data-key={apiKey.id}
      className={cn(
        "border-t px-3 text-sm first:border-t-0 max-md:flex max-md:pl-8.5 max-md:flex-wrap max-md:items-center max-md:gap-x-3 max-md:gap-y-1 max-md:py-2 md:h-10",
        KEY_COLUMNS,
      )}
    >
      <span className="flex min-w-0 items-center gap-2 max-md:-ml-5.5 max-md:basis-[calc(100%-1.5rem)]">
        <KeyRound aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
        <span className={cn("truncate", apiKey.status !== "enabled" && "text-ink-soft")}>{apiKey.name}</span>
      </span>
      <code className="truncate font-mono text-xs text-ink-soft max-md:order-2">{apiKey.maskedKey}</code>
      <LimitsSummary
        lines={limitLines(apiKey)}
        unlimited={t("likeUser")}
        className="max-md:order-2 md:justify-self-start"
      />
      <Explained
        explanation={t(apiKey.canLoginWebUi ? "webLoginHint" : "apiOnlyHint")}
        className={cn("max-md:order-2 md:justify-self-start", !apiKey.canLoginWebUi && "text-ink-faint")}
      >
        {t(apiKey.canLoginWebUi ? "webLogin" : "apiOnly")}
      </Explained>
      <StateBadge state={apiKey.status} className="max-md:order-2" />
      <ExpiryText expiresAt={apiKey.expiresAt} className="max-md:order-2 md:justify-self-start" />
      <div className="flex justify-end max-md:order-1 max-md:ml-auto">
        <KeyMenu apiKey={apiKey} siblings={siblings} />
      </div>
    </li>
  );
}
