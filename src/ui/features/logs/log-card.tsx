"use client";
import { useFormat } from "@/ui/format/use-format";
import { StatusBadge } from "@/ui/patterns/status-badge";
import type { Log } from "./log";
import { ModelName } from "./log-row";

export const CARD_HEIGHT = 72;

interface LogCardProps {
  readonly log: Log;
  /** Distance from the top of the list, in px. */
  readonly top: number;
  readonly onOpen: () => void;
}

/** A request on a phone: what, how it went, who, how much. */
export function LogCard({ log, top, onOpen }: LogCardProps) {
  const format = useFormat();
  return (
    <li className="absolute inset-x-0 h-[72px] border-b" style={{ transform: `translateY(${top}px)` }}>
      <button
        type="button"
        onClick={onOpen}
        className="flex h-full w-full flex-col justify-center gap-1 px-3 text-left text-sm hover:bg-hover"
      >
        <span className="flex items-center gap-2">
          <span className="min-w-0 flex-1 truncate font-medium">
            <ModelName log={log} />
          </span>
          <StatusBadge log={log} />
        </span>
        <span className="tabular flex gap-2 text-xs text-ink-soft">
          <span className="min-w-0 flex-1 truncate">
            {format.moment(log.createdAt)} · {log.userName ?? "–"}
          </span>
          <span>
            {format.compact(log.inputTokens)} → {format.compact(log.outputTokens)}
          </span>
          {log.costUsd !== null && <span>{format.usd(log.costUsd)}</span>}
          <span>{format.duration(log.durationMs)}</span>
        </span>
      </button>
    </li>
  );
}
