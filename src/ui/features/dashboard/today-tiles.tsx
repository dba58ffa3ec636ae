"use client";
import { useFormatter, useTranslations } from "next-intl";
import { useFormat } from "@/ui/format/use-format";
import { Card } from "@/ui/primitives/card";
import { Tooltip } from "@/ui/primitives/tooltip";
import type { Today } from "./today";

/** Today in four numbers. */
export function TodayTiles({ summary }: { readonly summary: Today["summary"] }) {
  const t = useTranslations("dashboard");
  const format = useFormat();
  const { number } = useFormatter();
  const cost = Number(summary.totalCost);
  const read = summary.totalCacheReadTokens;
  const written = summary.totalCacheCreationTokens;
  const prompt = summary.totalInputTokens + read + written;
  return (
    <Card aria-label={t("today")} className="mb-4 grid grid-cols-2 overflow-hidden lg:grid-cols-4">
      <Tile name={t("requests")} value={format.count(summary.totalRequests)} note={t("today")} />
      <Tile
        name={t("cost")}
        value={format.usd(cost)}
        hint={t("costHint")}
        note={
          summary.totalRequests > 0 && t("perRequest", { cost: format.usd(cost / summary.totalRequests) })
        }
      />
      <Tile
        name={t("inputTokens")}
        value={format.compact(prompt)}
        hint={t("inputHint", {
          input: format.count(summary.totalInputTokens),
          read: format.count(read),
          written: format.count(written),
        })}
        note={
          prompt > 0 &&
          t("cacheShare", { share: number(read / prompt, { style: "percent", maximumFractionDigits: 0 }) })
        }
      />
      <Tile
        name={t("outputTokens")}
        value={format.compact(summary.totalOutputTokens)}
        hint={format.count(summary.totalOutputTokens)}
      />
    </Card>
  );
}

interface TileProps {
  readonly name: string;
  readonly value: string;
  /** How the value comes about. */
  readonly hint?: string;
  readonly note?: string | false;
}

function Tile({ name, value, hint, note }: TileProps) {
  const number = <span className="tabular text-xl font-semibold tracking-tight">{value}</span>;
  return (
    <div className="-mt-px -ml-px border-t border-l px-4 py-3">
      <p className="text-xs text-ink-faint">{name}</p>
      {hint ? (
        <Tooltip content={hint}>
          <button type="button" className="cursor-help rounded text-left">
            {number}
          </button>
        </Tooltip>
      ) : (
        <p>{number}</p>
      )}
      <p className="tabular h-4 truncate text-xs text-ink-faint">{note}</p>
    </div>
  );
}
