import { Card } from "@/ui/primitives/card";
import { Skeleton } from "@/ui/primitives/skeleton";

const ROWS = ["a", "b", "c", "d", "e", "f"];

/** The page before its data is there. */
export function ProvidersLoading() {
  return (
    <div aria-busy>
      <Skeleton className="mb-2 h-7 w-36" />
      <Skeleton className="mb-4 w-72 max-w-full" />
      <Skeleton className="mb-3 h-8 w-full sm:w-64" />
      <Card>
        {ROWS.map((row) => (
          <div key={row} className="flex h-11 items-center gap-4 border-t px-4 first:border-t-0">
            <Skeleton className="h-5 w-9 rounded-full" />
            <Skeleton className="w-40" />
            <Skeleton className="ml-auto w-24" />
          </div>
        ))}
      </Card>
    </div>
  );
}
