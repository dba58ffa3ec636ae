"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { getProxyStatus } from "@/actions/proxy-status/get-proxy-status";
import { Link } from "@/i18n/navigation";
import { type DataOf, readAction } from "@/ui/api/action-client";
import { useFormat } from "@/ui/format/use-format";
import { Dot } from "@/ui/primitives/badge";
import { Button } from "@/ui/primitives/button";
import { Card, CardHeader } from "@/ui/primitives/card";
import { useLiveActivity } from "@/ui/shell/live-provider";

const NAME = "proxy-status/getProxyStatus";

/** However much happens, it is read again at most this often; and this often while nothing is heard. */
const REFRESH_MS = 1_000;
const BEAT_MS = 5_000;

/** The oldest ones; the sessions page has all. */
const SHOWN = 5;

type Status = DataOf<typeof getProxyStatus>;

/** Requests in flight, in all replicas. */
export function RunningNow() {
  const t = useTranslations("dashboard");
  const format = useFormat();
  const running = useRunning();
  return (
    <Card className="mb-4">
      <CardHeader title={t("runningNow")} hint={t("inFlight", { count: running.length })}>
        <Button asChild variant="ghost" size="sm">
          <Link href="/dashboard/sessions">{t("allSessions")}</Link>
        </Button>
      </CardHeader>
      {running.length > 0 && (
        <ul className="divide-y text-sm">
          {running.slice(0, SHOWN).map((request) => (
            <li key={request.requestId} className="flex h-10 items-center gap-3 px-4">
              <Dot tone="accent" className="motion-safe:animate-pulse" />
              <span className="min-w-0 flex-1 truncate">
                {request.userName}
                {request.keyName && <span className="text-ink-faint"> / {request.keyName}</span>}
              </span>
              <span className="min-w-0 flex-1 truncate max-md:hidden">
                {request.providerName ?? <span className="text-ink-faint">–</span>}
              </span>
              <span className="min-w-0 flex-1 truncate">{request.model ?? "–"}</span>
              <span className="tabular w-20 text-right">{format.duration(request.duration)}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function useRunning() {
  const queries = useQueryClient();
  useLiveActivity(() => void queries.invalidateQueries({ queryKey: [NAME] }), REFRESH_MS);
  const { data } = useQuery({
    queryKey: [NAME],
    queryFn: ({ signal }) => readAction<typeof getProxyStatus>(NAME, {}, signal),
    refetchInterval: BEAT_MS,
  });
  return data ? oldestFirst(data) : [];
}

function oldestFirst({ users }: Status) {
  return users
    .flatMap(({ userName, activeRequests }) => activeRequests.map((request) => ({ ...request, userName })))
    .sort((a, b) => a.startTime - b.startTime);
}
