"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { parseAsInteger, parseAsStringLiteral, useQueryStates } from "nuqs";
import type { getNotificationDeliveries } from "@/actions/notifications/get-notification-deliveries";
import { NOTIFICATION_TYPES } from "@/domain/notification/notification-type";
import { readAction } from "@/ui/api/action-client";

const NAME = "notifications/getNotificationDeliveries";
const PAGE_SIZE = 25;

/** While something waits to be sent, its end is seen soon. */
const PENDING_MS = 3_000;
const IDLE_MS = 5_000;

const PARSERS = {
  type: parseAsStringLiteral(NOTIFICATION_TYPES),
  targetId: parseAsInteger,
};

/** What the history is narrowed to, kept in the URL. */
export function useDeliveryFilter() {
  return useQueryStates(PARSERS, { urlKeys: { type: "told", targetId: "to" } });
}

export type DeliveryFilter = ReturnType<typeof useDeliveryFilter>[0];

/** What was told to whom, newest first, page after page. */
export function useDeliveries({ type, targetId }: DeliveryFilter) {
  return useInfiniteQuery({
    queryKey: [NAME, type, targetId],
    initialPageParam: null as number | null,
    queryFn: ({ pageParam, signal }) =>
      readAction<typeof getNotificationDeliveries>(
        NAME,
        {
          ...(type !== null && { type }),
          ...(targetId !== null && { targetId }),
          cursor: pageParam,
          limit: PAGE_SIZE,
        },
        signal,
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: ({ state }) => {
      const all = state.data?.pages.flatMap(({ deliveries }) => deliveries) ?? [];
      return all.some(({ status }) => status === "pending") ? PENDING_MS : IDLE_MS;
    },
  });
}
