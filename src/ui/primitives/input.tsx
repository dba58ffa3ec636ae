import type { ComponentProps } from "react";
import { cn } from "./cn";

export const inputStyles =
  "w-full rounded-md border border-line-strong bg-surface px-2.5 text-sm text-ink placeholder:text-ink-faint transition-colors hover:border-ink-faint focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 aria-invalid:border-bad disabled:bg-sunken disabled:text-ink-faint";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input {...props} className={cn(inputStyles, "h-8", className)} />;
}

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return <textarea rows={3} {...props} className={cn(inputStyles, "py-1.5 leading-5", className)} />;
}
