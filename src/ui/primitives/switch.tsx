import { Switch as Radix } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

export function Switch({ className, ...props }: ComponentProps<typeof Radix.Root>) {
  return (
    <Radix.Root
      {...props}
      className={cn(
        "inline-flex h-5 w-9 shrink-0 items-center align-middle rounded-full border border-transparent bg-line-strong px-0.5 transition-colors disabled:opacity-50 data-[state=checked]:bg-accent",
        className,
      )}
    >
      <Radix.Thumb className="block size-4 rounded-full bg-surface shadow-sm transition-transform data-[state=checked]:translate-x-3.5 dark:bg-ink dark:data-[state=checked]:bg-accent-ink" />
    </Radix.Root>
  );
}
