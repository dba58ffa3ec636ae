"use client";
import { useTranslations } from "next-intl";
import type { getWebSessions } from "@/actions/web-sessions/get-web-sessions";
import type { DataOf } from "@/ui/api/action-client";
import { useFormat } from "@/ui/format/use-format";
import { Badge } from "@/ui/primitives/badge";
import { Button } from "@/ui/primitives/button";

interface SignInRowProps {
  readonly session: DataOf<typeof getWebSessions>[number];
  readonly onEnd: () => void;
}

export function SignInRow({ session, onEnd }: SignInRowProps) {
  const t = useTranslations("account");
  const format = useFormat();
  const { userName, keyName, ip, userAgent, isCurrent, createdAt, lastSeenAt, expiresAt } = session;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 text-sm">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex items-center gap-2 font-medium">
          <span className="truncate">{userName === null ? t("adminToken") : `${userName} · ${keyName}`}</span>
          {isCurrent && <Badge tone="accent">{t("thisBrowser")}</Badge>}
        </p>
        <p className="truncate text-xs text-ink-soft" title={userAgent ?? undefined}>
          {ip ?? t("unknownAddress")} · {userAgent ?? t("unknownProgram")}
        </p>
      </div>
      <p className="text-xs text-ink-soft tabular-nums">
        {t("seen", { time: format.moment(lastSeenAt) })}
        <span className="block">
          {t("since", { since: format.moment(createdAt), until: format.day(expiresAt) })}
        </span>
      </p>
      <Button size="sm" onClick={onEnd}>
        {t("end")}
      </Button>
    </li>
  );
}
