import { type ReactNode, useId } from "react";
import { cn } from "@/ui/primitives/cn";
import { Switch } from "@/ui/primitives/switch";

interface SwitchFieldProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly className?: string;
}

/** A yes or no of a form, with what it means beside it. */
export function SwitchField({ label, hint, isOn, onChange, className }: SwitchFieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div className={cn("flex items-start gap-3", className)}>
      <div className="min-w-0 flex-1">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        {hint && (
          <p id={hintId} className="text-xs text-ink-faint">
            {hint}
          </p>
        )}
      </div>
      <Switch
        id={id}
        checked={isOn}
        onCheckedChange={onChange}
        aria-describedby={hint ? hintId : undefined}
        className="mt-0.5"
      />
    </div>
  );
}
