"use client";
import { useFormatter, useTranslations } from "next-intl";
import { Explained } from "@/ui/patterns/explained";
import { cn } from "@/ui/primitives/cn";
import type { LimitLine } from "./limit-lines";

interface LimitsSummaryProps {
  readonly lines: readonly LimitLine[];
  /** What no limit of its own means. */
  readonly unlimited: string;
  readonly className?: string;
}

const SHOWN = 2;

/** Limits are round sums, as an admin typed them: $10, $2.50. */
const USD = {
  style: "currency",
  currency: "USD",
  currencyDisplay: "narrowSymbol",
  trailingZeroDisplay: "stripIfInteger",
} as const;

/** The limits that bite soonest in a few characters; all of them in full on hover. */
export function LimitsSummary({ lines, unlimited, className }: LimitsSummaryProps) {
  const { short, full } = useLimitTexts();
  if (lines.length === 0)
    return <span className={cn("truncate text-ink-faint", className)}>{unlimited}</span>;
  const hidden = lines.length - SHOWN;
  return (
    <Explained
      explanation={
        <ul className="flex flex-col gap-0.5">
          {lines.map((line) => (
            <li key={line.kind}>{full(line)}</li>
          ))}
        </ul>
      }
      className={cn("tabular relative", className)}
    >
      <span className="flex gap-1">
        <span className="truncate">{lines.slice(0, SHOWN).map(short).join(" · ")}</span>
        {hidden > 0 && <span className="shrink-0 text-ink-faint">+{hidden}</span>}
      </span>
    </Explained>
  );
}

/** A limit in a few characters and as a sentence. */
export function useLimitTexts() {
  const t = useTranslations("users.limit");
  const format = useFormatter();
  const values = ({ kind, value, resetTime }: LimitLine) => ({
    value: format.number(value, kind === "rpm" || kind === "sessions" ? {} : USD),
    count: value,
    time: resetTime,
  });
  return {
    short: (line: LimitLine) => t(`short.${line.kind}`, values(line)),
    full: (line: LimitLine) => t(`full.${line.kind}`, values(line)),
  };
}
