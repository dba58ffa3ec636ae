import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { inputStyles } from "./input";

/** The browser's own list: it works by keyboard, by touch and with screen readers everywhere. */
export function Select({ className, children, ...props }: ComponentProps<"select">) {
  return (
    <span className={cn("relative block", className)}>
      <select {...props} className={cn(inputStyles, "h-8 appearance-none pr-8")}>
        {children}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2 size-4 -translate-y-1/2 text-ink-faint"
      />
    </span>
  );
}
