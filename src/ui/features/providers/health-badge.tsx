"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useFormat } from "@/ui/format/use-format";
import { Badge, type Tone } from "@/ui/primitives/badge";
import { Tooltip } from "@/ui/primitives/tooltip";
import { useProviderHealth } from "./use-provider-health";

/**
 * Why requests stay away from a provider, and until when; else what translation loses there. Nothing where there is
 * nothing to tell.
 */
export function HealthBadge({ providerId }: { readonly providerId: number }) {
  const t = useTranslations("providers.health");
  const format = useFormat();
  const { health } = useProviderHealth(providerId);
  if (!health) return null;
  const time = (epochMs: number) => format.moment(new Date(epochMs).toISOString());
  if (health.circuitState === "open" && health.circuitOpenUntil !== null) {
    const hint = t("openHint", { time: time(health.circuitOpenUntil), reason: health.reason ?? "" });
    return <Explained tone="bad" word={t("open")} hint={hint} />;
  }
  if (health.circuitState === "half-open") {
    return <Explained tone="warn" word={t("halfOpen")} hint={t("halfOpenHint")} />;
  }
  if (health.restingUntil !== null) {
    const hint = t("restingHint", { time: time(health.restingUntil) });
    return <Explained tone="warn" word={t("resting")} hint={hint} />;
  }
  if (health.lossesLast24h === 0) return null;
  const word = t("losses", { count: health.lossesLast24h });
  return <Explained tone="neutral" word={word} hint={t("lossesHint")} />;
}

interface ExplainedProps {
  readonly tone: Tone;
  readonly word: string;
  readonly hint: ReactNode;
}

function Explained({ tone, word, hint }: ExplainedProps) {
  return (
    <Tooltip content={hint}>
      <button type="button" className="rounded">
        <Badge tone={tone}>{word}</Badge>
      </button>
    </Tooltip>
  );
}
