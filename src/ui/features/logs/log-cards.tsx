"use client";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { CARD_HEIGHT, LogCard } from "./log-card";
import { useVirtualLogs, type VirtualListProps } from "./use-virtual-logs";

export function LogCards({ rows, logs, onOpen }: VirtualListProps) {
  const t = useTranslations("logs");
  const list = useRef<HTMLUListElement>(null);
  const { height, visible } = useVirtualLogs({ rows, logs }, CARD_HEIGHT, list);
  return (
    <ul ref={list} aria-label={t("title")} className="relative" style={{ height }}>
      {visible.map(({ log, top }) => (
        <LogCard key={log.id} log={log} top={top} onOpen={() => onOpen(log.id)} />
      ))}
    </ul>
  );
}
