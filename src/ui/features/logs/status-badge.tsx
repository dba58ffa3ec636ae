import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/ui/primitives/badge";
import type { Log } from "./log";

/** How a request ended: its status, and what the status alone does not say. */
export function StatusBadge({ log }: { readonly log: Pick<Log, "outcome" | "statusCode"> }) {
  const t = useTranslations("logs");
  const { outcome, statusCode } = log;
  const isPlain = outcome === "completed" && statusCode === 200;
  return (
    <Badge tone={toneOf(log)} className="tabular" title={t(`outcomeHint.${outcome}`)}>
      {statusCode}
      {!isPlain && outcome !== "completed" && <span className="font-normal">{t(`outcome.${outcome}`)}</span>}
    </Badge>
  );
}

function toneOf({ outcome, statusCode }: Pick<Log, "outcome" | "statusCode">): Tone {
  if (outcome === "completed") return statusCode < 400 ? "good" : "warn";
  if (outcome === "failed") return statusCode >= 500 || statusCode < 400 ? "bad" : "warn";
  return outcome === "refused" ? "warn" : "neutral";
}
