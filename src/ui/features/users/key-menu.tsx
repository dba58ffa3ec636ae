"use client";
import { Ban, Check, Ellipsis, Pencil, ScrollText, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import type { KeyDisplay } from "@/actions/keys/key-display";
import { removeKey } from "@/actions/keys/remove-key";
import { toggleKeyEnabled } from "@/actions/keys/toggle-key-enabled";
import { Link } from "@/i18n/navigation";
import { useAction } from "@/ui/api/use-action";
import { useReload } from "@/ui/api/use-server-data";
import { DeleteDialog } from "@/ui/patterns/delete-dialog";
import { Button } from "@/ui/primitives/button";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/ui/primitives/menu";
import { useEditTarget } from "./use-users-url";
import { isLastEnabledKey } from "./user-state";

interface KeyMenuProps {
  readonly apiKey: KeyDisplay;
  readonly siblings: readonly KeyDisplay[];
}

export function KeyMenu({ apiKey, siblings }: KeyMenuProps) {
  const t = useTranslations("users");
  const common = useTranslations("common");
  const [, setTarget] = useEditTarget();
  const [isAsking, setAsking] = useState(false);
  const { toggle, remove, reload } = useKeyActions(apiKey);
  const isLast = isLastEnabledKey(apiKey, siblings);
  const Toggle = apiKey.isEnabled ? Ban : Check;
  return (
    <>
      <Menu
        trigger={
          <Button variant="ghost" size="icon" aria-label={t("actionsFor", { name: apiKey.name })}>
            <Ellipsis aria-hidden />
          </Button>
        }
      >
        <MenuItem onSelect={() => void setTarget({ kind: "key", keyId: apiKey.id })}>
          <Pencil aria-hidden />
          {common("edit")}
        </MenuItem>
        <MenuItem asChild>
          <Link href={`/dashboard/logs?key=${apiKey.id}`}>
            <ScrollText aria-hidden />
            {t("seeRequests")}
          </Link>
        </MenuItem>
        <MenuItem disabled={isLast} onSelect={() => void toggle()}>
          <Toggle aria-hidden />
          {common(apiKey.isEnabled ? "disable" : "enable")}
        </MenuItem>
        <MenuSeparator />
        <MenuItem isDanger disabled={isLast} onSelect={() => setAsking(true)}>
          <Trash2 aria-hidden />
          {common("delete")}
        </MenuItem>
        {isLast && <MenuLabel>{t("lastKey")}</MenuLabel>}
      </Menu>
      {isAsking && (
        <DeleteDialog
          title={t("deleteKeyTitle", { name: apiKey.name })}
          description={t("deleteKeyText", { key: apiKey.maskedKey })}
          verb={t("deleteKey")}
          onDelete={remove}
          doneText={t("deletedDone", { name: apiKey.name })}
          reload={reload}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

function useKeyActions(apiKey: KeyDisplay) {
  const t = useTranslations("users");
  const reload = useReload("users/getUsers");
  const { run: runToggle } = useAction(toggleKeyEnabled);
  const { run: runRemove } = useAction(removeKey);
  const toggle = async () => {
    if (!(await runToggle({ keyId: apiKey.id, enabled: !apiKey.isEnabled }))) return;
    toast.success(t(apiKey.isEnabled ? "disabledDone" : "enabledDone", { name: apiKey.name }));
    await reload();
  };
  return { toggle, remove: () => runRemove({ keyId: apiKey.id }), reload };
}
