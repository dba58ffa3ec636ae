import type { ReactNode } from "react";
import { cn } from "@/ui/primitives/cn";
import { Tooltip } from "@/ui/primitives/tooltip";

interface ExplainedProps {
  /** What the value means, and how it comes about. */
  readonly explanation: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A value that explains itself on hover, on focus and on a tap. */
export function Explained({ explanation, children, className }: ExplainedProps) {
  return (
    <Tooltip content={explanation}>
      <button
        type="button"
        className={cn("max-w-full cursor-help truncate rounded text-left align-middle", className)}
      >
        {children}
      </button>
    </Tooltip>
  );
}
