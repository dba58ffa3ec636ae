"use client";
import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "@/ui/primitives/cn";

interface GuideStepProps {
  readonly number: number;
  /** The step to be done now: earlier ones are done, later ones wait. */
  readonly current: number;
  readonly title: string;
  readonly text: string;
  /** Stands in the text's place once the step is done. */
  readonly done?: string | undefined;
  /** What there is to do. */
  readonly children: ReactNode;
  /** What remains of the step once it is done. */
  readonly after?: ReactNode;
}

export function GuideStep({ number, current, title, text, done, children, after }: GuideStepProps) {
  const t = useTranslations("dashboard");
  const isDone = number < current;
  const isCurrent = number === current;
  return (
    <section
      aria-labelledby={`step-${number}`}
      aria-current={isCurrent ? "step" : undefined}
      className="flex gap-3 border-t p-4 first:border-0 sm:gap-4 sm:p-5"
    >
      <span
        aria-hidden
        className={cn(
          "tabular grid size-6 shrink-0 place-items-center rounded-full text-xs font-semibold",
          isDone && "bg-good-wash text-good",
          isCurrent && "bg-accent text-accent-ink",
          !isDone && !isCurrent && "bg-sunken text-ink-faint",
        )}
      >
        {isDone ? <Check className="size-3.5" /> : number}
      </span>
      <div className="min-w-0 flex-1">
        <h2 id={`step-${number}`} className={cn("font-semibold", number > current && "text-ink-faint")}>
          {title}
          {isDone && <span className="sr-only"> ({t("stepDone")})</span>}
        </h2>
        {(!isDone || done) && <p className="text-sm text-ink-soft">{isDone ? done : text}</p>}
        {isCurrent && <div className="mt-4">{children}</div>}
        {isDone && after}
      </div>
    </section>
  );
}
