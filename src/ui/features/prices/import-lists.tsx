"use client";
import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFormat } from "@/ui/format/use-format";
import { Badge, type Tone } from "@/ui/primitives/badge";
import type { ImportResult } from "./price";

const LISTS = [
  ["added", "good"],
  ["updated", "accent"],
  ["unchanged", "neutral"],
  ["skipped", "warn"],
  ["failed", "bad"],
] as const satisfies readonly (readonly [keyof ImportResult, Tone])[];

/** What became of each entry of a price table. */
export function ImportLists({ result }: { readonly result: ImportResult }) {
  const t = useTranslations("prices.import");
  const format = useFormat();
  return (
    <div role="status">
      <p className="mb-2 text-sm text-ink-soft">{t("total", { total: result.total })}</p>
      <ul className="divide-y rounded-md border">
        {LISTS.map(([list, tone]) => {
          const models = result[list];
          const line = (
            <>
              <Badge tone={models.length > 0 ? tone : "neutral"} className="tabular">
                {format.count(models.length)}
              </Badge>
              <span className="min-w-0">
                <span className="block text-sm font-medium">{t(`list.${list}`)}</span>
                <span className="block text-xs text-ink-soft">{t(`hint.${list}`)}</span>
              </span>
            </>
          );
          return (
            <li key={list}>
              {models.length === 0 ? (
                <div className="flex items-center gap-2 py-2 pr-3 pl-8.5">{line}</div>
              ) : (
                <details className="group">
                  <summary className="flex list-none items-center gap-2 px-3 py-2 hover:bg-hover [&::-webkit-details-marker]:hidden">
                    <ChevronRight
                      aria-hidden
                      className="size-3.5 text-ink-faint transition-transform group-open:rotate-90"
                    />
                    {line}
                  </summary>
                  <section
                    // Long lists scroll; a keyboard must reach them.
                    tabIndex={0}
                    aria-label={t(`list.${list}`)}
                    className="max-h-48 overflow-y-auto border-t bg-sunken px-3 py-2 font-mono text-xs leading-5 break-all whitespace-pre-wrap"
                  >
                    {models.join("\n")}
                  </section>
                </details>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
