import { Card } from "@/ui/primitives/card";
import { Skeleton } from "@/ui/primitives/skeleton";

const ROWS = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** A page with one list, before its data is there. */
export function PageLoading() {
  return (
    <div aria-busy>
      <Skeleton className="mb-2 h-7 w-36" />
      <Skeleton className="mb-4 w-72 max-w-full" />
      <Card>
        {ROWS.map((row) => (
          <div key={row} className="flex h-11 items-center gap-4 border-t px-4 first:border-t-0">
            <Skeleton className="w-40" />
            <Skeleton className="ml-auto w-24" />
          </div>
        ))}
      </Card>
    </div>
  );
}
