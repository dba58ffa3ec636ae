import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

/** A framed area. */
export function Card({ className, ...props }: ComponentProps<"section">) {
  return <section {...props} className={cn("rounded-lg border bg-surface", className)} />;
}

interface CardHeaderProps {
  readonly title: ReactNode;
  readonly hint?: ReactNode;
  readonly children?: ReactNode;
}

export function CardHeader({ title, hint, children }: CardHeaderProps) {
  return (
    <header className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-b px-4 py-2">
      <h2 className="font-semibold">{title}</h2>
      {hint && <p className="text-sm text-ink-soft">{hint}</p>}
      {children && <div className="ml-auto flex items-center gap-2">{children}</div>}
    </header>
  );
}
