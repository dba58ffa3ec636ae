import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn";

const styles = cva(
  "inline-flex h-5 max-w-full shrink-0 items-center gap-1 truncate rounded px-1.5 text-xs font-medium",
  {
    variants: {
      tone: {
        neutral: "bg-sunken text-ink-soft",
        accent: "bg-accent-wash text-accent",
        good: "bg-good-wash text-good",
        warn: "bg-warn-wash text-warn",
        bad: "bg-bad-wash text-bad",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

export type Tone = NonNullable<VariantProps<typeof styles>["tone"]>;

export function Badge({ tone, className, ...props }: ComponentProps<"span"> & VariantProps<typeof styles>) {
  return <span {...props} className={cn(styles({ tone }), className)} />;
}

const DOTS: Readonly<Record<Tone, string>> = {
  neutral: "bg-ink-faint",
  accent: "bg-accent",
  good: "bg-good",
  warn: "bg-warn",
  bad: "bg-bad",
};

/** A state at a glance; the words beside it say what it means. */
export function Dot({ tone, className }: { readonly tone: Tone; readonly className?: string }) {
  return (
    <span aria-hidden className={cn("inline-block size-2 shrink-0 rounded-full", DOTS[tone], className)} />
  );
}
