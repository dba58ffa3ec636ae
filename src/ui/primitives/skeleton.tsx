import { cn } from "./cn";

/** Where something will be, in the shape it will have. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <span aria-hidden className={cn("block h-4 rounded bg-hover animate-breathe", className)} />;
}
