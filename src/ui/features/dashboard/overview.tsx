"use client";
import { useTranslations } from "next-intl";
import { ClientSnippets } from "@/ui/patterns/client-snippets";
import { PageHeader } from "@/ui/patterns/page-header";
import { Card, CardHeader } from "@/ui/primitives/card";
import { LatestRequests } from "./latest-requests";
import { RunningNow } from "./running-now";
import type { Today } from "./today";
import { TodayTiles } from "./today-tiles";
import { useToday } from "./use-today";

interface OverviewProps {
  /** When today began in the hub's time zone, epoch ms. */
  readonly dayStartsAt: number;
  readonly today: Today;
  readonly baseUrl: string;
}

export function Overview({ dayStartsAt, today: first, baseUrl }: OverviewProps) {
  const t = useTranslations("dashboard");
  const today = useToday(dayStartsAt, first);
  return (
    <>
      <PageHeader title={t("title")} />
      <TodayTiles summary={today.summary} />
      <RunningNow />
      <LatestRequests logs={today.logs} />
      <Card>
        <CardHeader title={t("connect")} hint={t("connectHint")} />
        <div className="px-4 pt-1 pb-4">
          <ClientSnippets baseUrl={baseUrl} apiKey="YOUR_KEY" />
        </div>
      </Card>
    </>
  );
}
