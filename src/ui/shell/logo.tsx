import { cn } from "@/ui/primitives/cn";

/** Many lines in, one hub, many lines out. */
export function LogoMark({ className }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={cn("size-6 text-accent", className)}>
      <path
        d="M3 5c5 0 4 7 9 7s4-7 9-7M3 12h18M3 19c5 0 4-7 9-7s4 7 9 7"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
      />
      <circle cx="12" cy="12" r="3.25" fill="currentColor" />
    </svg>
  );
}

export function Logo({ isShort }: { readonly isShort?: boolean }) {
  return (
    <span className="flex items-center gap-2 font-semibold tracking-tight">
      <LogoMark />
      {!isShort && <span className="whitespace-nowrap">Claude Code Hub</span>}
    </span>
  );
}
