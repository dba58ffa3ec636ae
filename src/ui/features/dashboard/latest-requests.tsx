"use client";
import { useTranslations } from "next-intl";
import { Link } from "@/i18n/navigation";
import { useFormat } from "@/ui/format/use-format";
import { StatusBadge } from "@/ui/patterns/status-badge";
import { Button } from "@/ui/primitives/button";
import { Card, CardHeader } from "@/ui/primitives/card";
import { Table, Td, Th, Tr } from "@/ui/primitives/table";
import type { Today } from "./today";

/** The newest requests of the day; the log has the rest. */
export function LatestRequests({ logs }: { readonly logs: Today["logs"] }) {
  const t = useTranslations("dashboard");
  const column = useTranslations("logs.column");
  return (
    <Card className="mb-4">
      <CardHeader title={t("latest")}>
        <Button asChild variant="ghost" size="sm">
          <Link href="/dashboard/logs">{t("allRequests")}</Link>
        </Button>
      </CardHeader>
      {logs.length === 0 ? (
        <p className="px-4 py-8 text-center text-sm text-ink-soft">{t("noneYet")}</p>
      ) : (
        <Table>
          <thead>
            <tr>
              <Th>{column("time")}</Th>
              <Th className="max-md:hidden">{column("user")}</Th>
              <Th className="max-md:hidden">{column("provider")}</Th>
              <Th>{column("model")}</Th>
              <Th className="text-right max-md:hidden">{column("tokens")}</Th>
              <Th className="text-right">{column("cost")}</Th>
              <Th className="text-right max-md:hidden">{column("duration")}</Th>
              <Th>{column("status")}</Th>
            </tr>
          </thead>
          <tbody>
            {logs.map((log) => (
              <LatestRow key={log.id} log={log} />
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

function LatestRow({ log }: { readonly log: Today["logs"][number] }) {
  const format = useFormat();
  return (
    <Tr>
      <Td className="tabular">
        <Link
          href={`/dashboard/logs?request=${log.id}`}
          title={format.instant(log.createdAt)}
          className="rounded text-ink-soft underline decoration-line-strong underline-offset-2 hover:text-ink"
        >
          {format.moment(log.createdAt)}
        </Link>
      </Td>
      <Td className="max-md:hidden">
        {log.userName ?? "–"}
        {log.keyName && <span className="text-ink-faint"> / {log.keyName}</span>}
      </Td>
      <Td className="max-md:hidden">{log.providerName ?? "–"}</Td>
      <Td className="max-w-40 truncate">{log.originalModel ?? "–"}</Td>
      <Td className="tabular text-right max-md:hidden">
        {format.compact(log.inputTokens)} <span className="text-ink-faint">→</span>{" "}
        {format.compact(log.outputTokens)}
      </Td>
      <Td className="tabular text-right">{log.costUsd === null ? "–" : format.usd(log.costUsd)}</Td>
      <Td className="tabular text-right max-md:hidden">{format.duration(log.durationMs)}</Td>
      <Td>
        <StatusBadge log={log} />
      </Td>
    </Tr>
  );
}
