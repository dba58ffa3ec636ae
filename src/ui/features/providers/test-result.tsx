"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { testProviderUnified } from "@/actions/providers/test-provider-unified";
import type { DataOf } from "@/ui/api/action-client";
import { useFormat } from "@/ui/format/use-format";
import { Badge, Dot, type Tone } from "@/ui/primitives/badge";
import { cn } from "@/ui/primitives/cn";

export type TestAnswer = DataOf<typeof testProviderUnified>;

const TONES: Readonly<Record<TestAnswer["status"], Tone>> = { green: "good", yellow: "warn", red: "bad" };

interface TestResultProps {
  readonly answer: TestAnswer;
  /** What was tested is not what is typed now. */
  readonly isOutdated?: boolean;
}

/** How a provider answered a test, with what it said. */
export function TestResult({ answer, isOutdated }: TestResultProps) {
  const t = useTranslations("providers.test");
  const format = useFormat();
  const tone = TONES[answer.status];
  return (
    <div role="status" className={cn("min-w-0 rounded-md border", isOutdated && "border-dashed")}>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 px-3 py-2">
        <Badge tone={tone}>
          <Dot tone={tone} />
          {t(`found.${answer.subStatus}`)}
        </Badge>
        <p className="text-sm text-ink-soft">{t(`status.${answer.status}`)}</p>
        {isOutdated && <p className="ml-auto text-xs text-warn">{t("outdated")}</p>}
      </div>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-2 border-t px-3 py-2.5 sm:grid-cols-4">
        <Fact name={t("latency")}>{format.duration(answer.latencyMs)}</Fact>
        <Fact name={t("firstByte")}>
          {answer.firstByteMs === null ? "–" : format.duration(answer.firstByteMs)}
        </Fact>
        <Fact name={t("httpCode")}>{answer.httpStatusCode ?? "–"}</Fact>
        <Fact name={t("model")}>{answer.model}</Fact>
        <Fact name={t("address")} className="col-span-full">
          <span className="font-mono text-xs break-all">{answer.url}</span>
        </Fact>
      </dl>
      <section
        // Long answers scroll; a keyboard must reach them.
        tabIndex={0}
        aria-label={t("message")}
        className="max-h-40 overflow-auto rounded-b-md border-t bg-sunken px-3 py-2"
      >
        <pre className="font-mono text-xs leading-5 break-words whitespace-pre-wrap">{answer.message}</pre>
      </section>
    </div>
  );
}

interface FactProps {
  readonly name: string;
  readonly children: ReactNode;
  readonly className?: string;
}

function Fact({ name, children, className }: FactProps) {
  return (
    <div className={cn("min-w-0", className)}>
      <dt className="text-xs text-ink-faint">{name}</dt>
      <dd className="truncate text-sm tabular">{children}</dd>
    </div>
  );
}
