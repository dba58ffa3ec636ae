import { useTranslations } from "next-intl";
import type { OutcomeKind } from "@/domain/request/outcome";
import { Badge, type Tone } from "@/ui/primitives/badge";
import { useGatewayErrorText } from "./use-gateway-error-text";

interface Ended {
  readonly outcome: OutcomeKind;
  readonly statusCode: number;
  readonly errorCode: string | null;
}

/** How a request ended: its status, and what the status alone does not say. */
export function StatusBadge({ log }: { readonly log: Ended }) {
  const t = useTranslations("logs");
  const { outcome, statusCode, errorCode } = log;
  const problem = useGatewayErrorText(errorCode);
  return (
    <Badge tone={toneOf(log)} className="tabular" title={problem?.title ?? t(`outcomeHint.${outcome}`)}>
      {statusCode}
      {outcome !== "completed" && <span className="font-normal">{t(`outcome.${outcome}`)}</span>}
    </Badge>
  );
}

function toneOf({ outcome, statusCode }: Ended): Tone {
  if (outcome === "completed") return statusCode < 400 ? "good" : "warn";
  if (outcome === "failed") return statusCode >= 500 || statusCode < 400 ? "bad" : "warn";
  return outcome === "refused" ? "warn" : "neutral";
}
