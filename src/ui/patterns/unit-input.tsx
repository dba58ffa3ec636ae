import type { ComponentProps } from "react";
import { cn } from "@/ui/primitives/cn";
import { Input } from "@/ui/primitives/input";

interface UnitInputProps extends ComponentProps<"input"> {
  /** Before the number: a currency, a times sign. */
  readonly sign?: string;
  /** After the number: s, min. */
  readonly unit?: string;
}

const affixStyles = "pointer-events-none absolute inset-y-0 flex items-center text-sm text-ink-faint";

/** A number with what it counts. Text, not `type=number`: a turn of the mouse wheel must not change a setting. */
export function UnitInput({ sign, unit, className, ...props }: UnitInputProps) {
  return (
    <span className="relative block">
      {sign && (
        <span aria-hidden className={cn(affixStyles, "left-2.5")}>
          {sign}
        </span>
      )}
      <Input
        inputMode="decimal"
        autoComplete="off"
        {...props}
        className={cn("tabular", sign && "pl-6", unit && "pr-11", className)}
      />
      {unit && (
        <span aria-hidden className={cn(affixStyles, "right-2.5")}>
          {unit}
        </span>
      )}
    </span>
  );
}
