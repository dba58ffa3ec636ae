import { type ReactNode, useId } from "react";
import { cn } from "./cn";

interface ControlProps {
  readonly id: string;
  readonly "aria-invalid": boolean;
  readonly "aria-describedby": string | undefined;
}

interface FieldProps {
  readonly label: ReactNode;
  /** One line on what the field does. */
  readonly hint?: ReactNode;
  /** What is wrong with the value; takes the hint's place. */
  readonly error?: string | undefined;
  readonly isRequired?: boolean;
  readonly className?: string;
  /** The control; spread what it is given. */
  readonly children: (control: ControlProps) => ReactNode;
}

/** A labelled control with its hint or its error, tied together for screen readers. */
export function Field({ label, hint, error, isRequired, className, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? hint;
  return (
    <div className={cn("flex min-w-0 flex-col gap-1.5", className)}>
      <label htmlFor={id} className="text-sm font-medium text-ink">
        {label}
        {isRequired && (
          <span aria-hidden className="ml-0.5 text-accent">
            *
          </span>
        )}
      </label>
      {children({ id, "aria-invalid": error !== undefined, "aria-describedby": note ? noteId : undefined })}
      {note && (
        <p
          id={noteId}
          className={cn("text-xs", error ? "text-bad" : "text-ink-faint")}
          role={error ? "alert" : undefined}
        >
          {note}
        </p>
      )}
    </div>
  );
}
