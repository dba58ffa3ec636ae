"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { getBindingsForTypeAction } from "@/actions/notification-bindings/get-bindings-for-type-action";
import type { getNotificationSettingsAction } from "@/actions/notifications/get-notification-settings-action";
import type { getWebhookTargetsAction } from "@/actions/webhook-targets/get-webhook-targets-action";
import { NOTIFICATION_TYPES } from "@/domain/notification/notification-type";
import { readAction } from "@/ui/api/action-client";
import { useServerData } from "@/ui/api/use-server-data";
import type { Bindings, NotificationData } from "./notifications";

const SETTINGS = "notifications/getNotificationSettingsAction";
const TARGETS = "webhook-targets/getWebhookTargetsAction";
const BINDINGS = "notification-bindings/getBindingsForTypeAction";

/** What the page was drawn with, read again after changes. */
export function useNotificationData(first: NotificationData): NotificationData {
  const settings = useServerData<typeof getNotificationSettingsAction>(SETTINGS, first.settings);
  const targets = useServerData<typeof getWebhookTargetsAction>(TARGETS, first.targets);
  const { data: bindings } = useQuery({
    queryKey: [BINDINGS],
    queryFn: ({ signal }) => readBindings(signal),
    initialData: first.bindings,
  });
  return { settings, targets, bindings };
}

async function readBindings(signal: AbortSignal): Promise<Bindings> {
  const [circuit, leaderboard, cost] = await Promise.all(
    NOTIFICATION_TYPES.map((type) => readAction<typeof getBindingsForTypeAction>(BINDINGS, { type }, signal)),
  );
  return {
    circuit_breaker: circuit ?? [],
    daily_leaderboard: leaderboard ?? [],
    cost_alert: cost ?? [],
  };
}

/** Reads again all the page shows but the history; resolves when it is there. */
export function useReloadNotifications(): () => Promise<unknown> {
  const queries = useQueryClient();
  return useCallback(
    () =>
      Promise.all(
        [SETTINGS, TARGETS, BINDINGS].map((name) => queries.invalidateQueries({ queryKey: [name] })),
      ),
    [queries],
  );
}
