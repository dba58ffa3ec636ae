import { Card } from "@/ui/primitives/card";
import { Skeleton } from "@/ui/primitives/skeleton";

const ROWS = ["w-40", "w-56", "w-32", "w-48", "w-36", "w-44", "w-52", "w-32"];

/** The page's shape while the users are fetched. */
export function UsersSkeleton() {
  return (
    <div aria-busy>
      <Skeleton className="mb-2 h-7 w-40" />
      <Skeleton className="mb-6 w-56" />
      <Skeleton className="mb-3 h-8 w-full sm:w-72" />
      <Card>
        {ROWS.map((width, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows never move
          <div key={index} className="flex h-11 items-center gap-4 border-t px-3 first:border-t-0">
            <Skeleton className={width} />
            <Skeleton className="ml-auto w-24 max-sm:hidden" />
            <Skeleton className="w-20" />
          </div>
        ))}
      </Card>
    </div>
  );
}
