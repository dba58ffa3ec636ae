"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useFormat } from "@/ui/format/use-format";
import { StatusBadge } from "@/ui/patterns/status-badge";
import { cn } from "@/ui/primitives/cn";
import { Tooltip } from "@/ui/primitives/tooltip";
import { CostCell } from "./cost-cell";
import { type Log, outputRate } from "./log";

export const ROW_HEIGHT = 40;

export const COLUMNS =
  "grid grid-cols-[6rem_minmax(7rem,1.4fr)_minmax(6rem,1.1fr)_minmax(8rem,1.4fr)_7rem_6rem_5rem_5.5rem_8rem] items-center gap-x-4 px-3";

interface LogRowProps {
  readonly log: Log;
  /** Distance from the top of the list, in px. */
  readonly top: number;
  readonly onOpen: () => void;
}

export function LogRow({ log, top, onOpen }: LogRowProps) {
  const t = useTranslations("logs");
  const format = useFormat();
  const rate = outputRate(log);
  return (
    <tr
      onClick={onOpen}
      className={cn(COLUMNS, "absolute inset-x-0 h-10 cursor-pointer border-b text-sm hover:bg-hover")}
      style={{ transform: `translateY(${top}px)` }}
    >
      <Cell>
        <button
          type="button"
          title={format.instant(log.createdAt)}
          aria-label={t("openRequest", { time: format.moment(log.createdAt) })}
          className="tabular rounded text-ink-soft"
        >
          {format.moment(log.createdAt)}
        </button>
      </Cell>
      <Cell>
        {log.userName ?? <span className="text-ink-faint">{t("unknownCaller")}</span>}
        {log.keyName && <span className="text-ink-faint"> / {log.keyName}</span>}
      </Cell>
      <Cell>
        {log.providerName ?? <span className="text-ink-faint">–</span>}
        {log.retryCount > 0 && (
          <span className="ml-1.5 text-xs text-warn">{t("tries", { count: log.retryCount + 1 })}</span>
        )}
      </Cell>
      <Cell>
        <ModelName log={log} />
      </Cell>
      <Cell isNumeric>
        <TokenFlow log={log} />
      </Cell>
      <Cell isNumeric>
        <CacheTokens log={log} />
      </Cell>
      <Cell isNumeric>
        <CostCell log={log} />
      </Cell>
      <Cell isNumeric>
        <span
          title={[
            log.ttfbMs !== null && t("firstByteHint", { time: format.duration(log.ttfbMs) }),
            rate !== null && t("rateHint", { rate: Math.round(rate) }),
          ]
            .filter(Boolean)
            .join(" · ")}
        >
          {format.duration(log.durationMs)}
        </span>
      </Cell>
      <Cell>
        <StatusBadge log={log} />
      </Cell>
    </tr>
  );
}

function Cell({ isNumeric, children }: { readonly isNumeric?: boolean; readonly children: ReactNode }) {
  return <td className={cn("truncate", isNumeric && "tabular text-right")}>{children}</td>;
}

/** The model as asked for, and as served where a redirect changed it. */
export function ModelName({ log: { originalModel, model } }: { readonly log: Log }) {
  if (originalModel === null) return <span className="text-ink-faint">–</span>;
  if (model === null || model === originalModel) return <>{originalModel}</>;
  return (
    <Tooltip content={`${originalModel} → ${model}`}>
      <span>
        {originalModel} <span className="text-ink-faint">→ {model}</span>
      </span>
    </Tooltip>
  );
}

function CacheTokens({ log }: { readonly log: Log }) {
  const t = useTranslations("logs");
  const format = useFormat();
  const { cacheReadInputTokens: read, cacheCreationInputTokens: written } = log;
  if (read === 0 && written === 0) return <span className="text-ink-faint">–</span>;
  return (
    <span title={t("cacheHint", { read, written })}>
      {format.compact(read)}
      {written > 0 && <span className="text-ink-faint"> +{format.compact(written)}</span>}
    </span>
  );
}

function TokenFlow({ log: { inputTokens, outputTokens } }: { readonly log: Log }) {
  const t = useTranslations("logs");
  const format = useFormat();
  if (inputTokens === 0 && outputTokens === 0) return <span className="text-ink-faint">–</span>;
  return (
    <span title={t("tokensHint", { input: inputTokens, output: outputTokens })}>
      {format.compact(inputTokens)} <span className="text-ink-faint">→</span> {format.compact(outputTokens)}
    </span>
  );
}
