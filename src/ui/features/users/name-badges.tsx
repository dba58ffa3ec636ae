"use client";
import { Explained } from "@/ui/patterns/explained";
import { Badge } from "@/ui/primitives/badge";
import { cn } from "@/ui/primitives/cn";

const SHOWN = 2;

/** The first names of a list; the rest on hover. */
export function NameBadges({
  names,
  className,
}: {
  readonly names: readonly string[];
  readonly className?: string;
}) {
  const hidden = names.slice(SHOWN);
  return (
    <span className={cn("flex min-w-0 items-center gap-1", className)}>
      {names.slice(0, SHOWN).map((name) => (
        <Badge key={name} className="block shrink leading-5">
          {name}
        </Badge>
      ))}
      {hidden.length > 0 && (
        <Explained
          explanation={hidden.join(", ")}
          className="tabular relative shrink-0 text-xs text-ink-faint"
        >
          +{hidden.length}
        </Explained>
      )}
    </span>
  );
}
