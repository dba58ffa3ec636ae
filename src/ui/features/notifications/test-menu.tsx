"use client";
import { Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { testWebhookTargetAction } from "@/actions/webhook-targets/test-webhook-target-action";
import { NOTIFICATION_TYPES, type NotificationType } from "@/domain/notification/notification-type";
import { useAction } from "@/ui/api/use-action";
import { useFormat } from "@/ui/format/use-format";
import { Button } from "@/ui/primitives/button";
import { Menu, MenuItem, MenuLabel } from "@/ui/primitives/menu";
import type { Target } from "./notifications";
import { useReloadNotifications } from "./use-notification-data";

/** Sends a target a notification with made-up facts, of the kind one chooses. */
export function TestMenu({ target }: { readonly target: Target }) {
  const t = useTranslations("notifications");
  const format = useFormat();
  const reload = useReloadNotifications();
  const test = useAction(testWebhookTargetAction);
  const send = async (notificationType: NotificationType) => {
    const sent = await test.run({ id: target.id, notificationType });
    if (sent) {
      toast.success(t("testSent", { name: target.name, duration: format.duration(sent.data.latencyMs) }));
    }
    await reload();
  };
  return (
    <Menu
      trigger={
        <Button size="sm" isBusy={test.isRunning} aria-label={t("testOf", { name: target.name })}>
          {!test.isRunning && <Send aria-hidden />}
          {t("test")}
        </Button>
      }
    >
      <MenuLabel>{t("testHint")}</MenuLabel>
      {NOTIFICATION_TYPES.map((type) => (
        <MenuItem key={type} onSelect={() => void send(type)}>
          {t(`kind.${type}`)}
        </MenuItem>
      ))}
    </Menu>
  );
}
