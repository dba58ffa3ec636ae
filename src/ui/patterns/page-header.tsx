import type { ReactNode } from "react";

interface PageHeaderProps {
  readonly title: string;
  /** One line on what the page is for. */
  readonly hint?: ReactNode;
  /** The page's main actions. */
  readonly children?: ReactNode;
}

export function PageHeader({ title, hint, children }: PageHeaderProps) {
  return (
    <header className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2">
      <div className="min-w-0 flex-1 basis-64">
        <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
        {hint && <p className="text-sm text-ink-soft">{hint}</p>}
      </div>
      {children && <div className="flex items-center gap-2">{children}</div>}
    </header>
  );
}
