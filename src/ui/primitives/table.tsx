import type { ComponentProps } from "react";
import { cn } from "./cn";

/** Scrolls inside its frame when the page is too narrow; the page never does. */
export function Table({ className, ...props }: ComponentProps<"table">) {
  return (
    <div className="overflow-x-auto" tabIndex={0}>
      <table {...props} className={cn("w-full border-collapse text-sm", className)} />
    </div>
  );
}

export function Th({ className, ...props }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      {...props}
      className={cn("h-9 px-3 text-left text-xs font-medium whitespace-nowrap text-ink-faint", className)}
    />
  );
}

export function Tr({ className, ...props }: ComponentProps<"tr">) {
  return <tr {...props} className={cn("border-t transition-colors hover:bg-hover", className)} />;
}

export function Td({ className, ...props }: ComponentProps<"td">) {
  return <td {...props} className={cn("h-10 px-3 whitespace-nowrap", className)} />;
}
