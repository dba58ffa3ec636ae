"use client";
import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { updateWebhookTargetAction } from "@/actions/webhook-targets/update-webhook-target-action";
import { useAction } from "@/ui/api/use-action";
import { useFormat } from "@/ui/format/use-format";
import { Badge, Dot } from "@/ui/primitives/badge";
import { Button } from "@/ui/primitives/button";
import { Menu, MenuItem, MenuSeparator } from "@/ui/primitives/menu";
import { Switch } from "@/ui/primitives/switch";
import type { Target } from "./notifications";
import { TestMenu } from "./test-menu";
import { useReloadNotifications } from "./use-notification-data";

interface TargetRowProps {
  readonly target: Target;
  readonly onEdit: (target: Target) => void;
  readonly onDelete: (target: Target) => void;
}

export function TargetRow({ target, onEdit, onDelete }: TargetRowProps) {
  const t = useTranslations("notifications");
  const common = useTranslations("common");
  const reload = useReloadNotifications();
  const update = useAction(updateWebhookTargetAction);
  const setEnabled = async (isEnabled: boolean) => {
    if (await update.run({ id: target.id, input: { isEnabled } })) await reload();
  };
  const address =
    target.providerType === "telegram" ? t("chat", { id: target.telegramChatId ?? "" }) : target.webhookUrl;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2">
      <Switch
        checked={target.isEnabled}
        disabled={update.isRunning}
        onCheckedChange={(checked) => void setEnabled(checked)}
        aria-label={t("targetSwitch", { name: target.name })}
      />
      <div className="min-w-0 flex-1 basis-48 max-sm:basis-[calc(100%-4rem)]">
        <p className="flex items-center gap-2">
          <button
            type="button"
            onClick={() => onEdit(target)}
            className="min-w-0 truncate rounded text-left text-sm font-medium hover:underline"
          >
            {target.name}
          </button>
          <Badge>{t(`type.${target.providerType}`)}</Badge>
        </p>
        <p className="truncate text-xs text-ink-soft">{address}</p>
      </div>
      <LastTest target={target} />
      <div className="ml-auto flex items-center gap-1.5">
        <TestMenu target={target} />
        <Menu
          trigger={
            <Button variant="ghost" size="icon" aria-label={t("actionsFor", { name: target.name })}>
              <Ellipsis aria-hidden />
            </Button>
          }
        >
          <MenuItem onSelect={() => onEdit(target)}>
            <Pencil aria-hidden />
            {common("edit")}
          </MenuItem>
          <MenuSeparator />
          <MenuItem isDanger onSelect={() => onDelete(target)}>
            <Trash2 aria-hidden />
            {common("delete")}
          </MenuItem>
        </Menu>
      </div>
    </li>
  );
}

function LastTest({ target: { lastTestAt, lastTestResult } }: { readonly target: Target }) {
  const t = useTranslations("notifications");
  const format = useFormat();
  if (!lastTestAt || !lastTestResult) {
    return <p className="text-xs text-ink-faint max-sm:flex-1">{t("neverTested")}</p>;
  }
  const { success, error, latencyMs } = lastTestResult;
  const tone = success ? "good" : "bad";
  return (
    <div className="flex min-w-0 items-center gap-2 text-xs max-sm:flex-1 sm:max-w-80">
      <Badge tone={tone}>
        <Dot tone={tone} />
        {t(success ? "testPassed" : "testFailed")}
      </Badge>
      <p className="truncate text-ink-soft tabular" title={error ?? format.instant(lastTestAt)}>
        {format.moment(lastTestAt)}
        {success && latencyMs !== undefined && `, ${format.duration(latencyMs)}`}
        {error && `: ${error}`}
      </p>
    </div>
  );
}
