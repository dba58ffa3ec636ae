import { Card } from "@/ui/primitives/card";
import { Skeleton } from "@/ui/primitives/skeleton";

const ROWS = ["w-40", "w-56", "w-32", "w-48", "w-36", "w-44"];

/** The page's shape while the sessions are fetched. */
export function SessionsSkeleton() {
  return (
    <div aria-busy>
      <Skeleton className="mb-2 h-7 w-32" />
      <Skeleton className="mb-6 w-56" />
      <Card>
        {ROWS.map((width) => (
          <div key={width} className="flex h-10 items-center gap-4 border-t px-3 first:border-t-0">
            <Skeleton className="w-28" />
            <Skeleton className={width} />
            <Skeleton className="ml-auto w-20" />
          </div>
        ))}
      </Card>
    </div>
  );
}
