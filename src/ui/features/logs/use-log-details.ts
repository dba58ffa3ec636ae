"use client";
import { useQuery } from "@tanstack/react-query";
import type { getUsageLogDetails } from "@/actions/usage-logs/get-usage-log-details";
import { readAction } from "@/ui/api/action-client";

/** A request with its decision and its costs. It never changes once it is there. */
export function useLogDetails(id: string) {
  return useQuery({
    queryKey: ["log", id],
    queryFn: ({ signal }) =>
      readAction<typeof getUsageLogDetails>("usage-logs/getUsageLogDetails", { id }, signal),
    staleTime: Number.POSITIVE_INFINITY,
    // A link from the live stream may be followed before the record is written.
    retry: 3,
    retryDelay: 400,
  });
}
