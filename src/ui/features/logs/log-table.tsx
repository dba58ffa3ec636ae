"use client";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { cn } from "@/ui/primitives/cn";
import { COLUMNS, LogRow, ROW_HEIGHT } from "./log-row";
import { useVirtualLogs, type VirtualListProps } from "./use-virtual-logs";

const HEADERS = [
  "time",
  "user",
  "provider",
  "model",
  "tokens",
  "cache",
  "cost",
  "duration",
  "status",
] as const;
const NUMERIC = new Set<string>(["tokens", "cache", "cost", "duration"]);

/** A table laid out as a grid, because its rows are placed one by one. */
export function LogTable({ rows, logs, onOpen }: VirtualListProps) {
  const t = useTranslations("logs");
  const list = useRef<HTMLTableSectionElement>(null);
  const { height, visible } = useVirtualLogs({ rows, logs }, ROW_HEIGHT, list);
  return (
    <table className="block text-sm" aria-label={t("title")}>
      <thead className="sticky top-12 z-10 block rounded-t-lg border-b bg-surface">
        <tr className={cn(COLUMNS, "h-9")}>
          {HEADERS.map((name) => (
            <th
              scope="col"
              key={name}
              className={cn(
                "truncate text-left text-xs font-medium text-ink-faint",
                NUMERIC.has(name) && "text-right",
              )}
            >
              {t(`column.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={list} className="relative block" style={{ height }}>
        {visible.map(({ log, top }) => (
          <LogRow key={log.id} log={log} top={top} onOpen={() => onOpen(log.id)} />
        ))}
      </tbody>
    </table>
  );
}
