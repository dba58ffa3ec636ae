import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

interface FormSectionProps {
  readonly title: string;
  /** One line on what the section decides. */
  readonly hint: string;
  readonly children: ReactNode;
  /** Advanced matters start folded, open when something in them was set. */
  readonly isFolded?: boolean;
}

export function FormSection({ title, hint, children, isFolded }: FormSectionProps) {
  const fields = <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">{children}</div>;
  if (isFolded === undefined) {
    return (
      <section className="border-b px-5 py-5">
        <h3 className="font-semibold">{title}</h3>
        <p className="mb-4 text-sm text-ink-soft">{hint}</p>
        {fields}
      </section>
    );
  }
  return (
    <details open={!isFolded} className="group border-b">
      <summary className="flex list-none items-start gap-2 px-5 py-4 hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="mt-0.5 size-4 text-ink-faint transition-transform group-open:rotate-90"
        />
        <span>
          <span className="block font-semibold">{title}</span>
          <span className="text-sm text-ink-soft">{hint}</span>
        </span>
      </summary>
      <div className="px-5 pt-1 pb-5">{fields}</div>
    </details>
  );
}
