import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface EmptyStateProps {
  readonly icon: LucideIcon;
  readonly title: string;
  /** What would stand here, and what it is for. */
  readonly text: string;
  /** The first thing to do. */
  readonly children?: ReactNode;
}

export function EmptyState({ icon: Icon, title, text, children }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center px-6 py-14 text-center">
      <Icon aria-hidden className="mb-3 size-6 text-ink-faint" strokeWidth={1.5} />
      <p className="font-medium">{title}</p>
      <p className="mt-1 max-w-md text-sm text-balance text-ink-soft">{text}</p>
      {children && <div className="mt-4 flex gap-2">{children}</div>}
    </div>
  );
}
