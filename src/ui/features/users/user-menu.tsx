"use client";
import { Ban, Check, Ellipsis, KeyRound, Pencil, ScrollText, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import { removeUser } from "@/actions/users/remove-user";
import { toggleUserEnabled } from "@/actions/users/toggle-user-enabled";
import type { UserDisplay } from "@/actions/users/user-display";
import { Link } from "@/i18n/navigation";
import { useAction } from "@/ui/api/use-action";
import { useReload } from "@/ui/api/use-server-data";
import { DeleteDialog } from "@/ui/patterns/delete-dialog";
import { Button } from "@/ui/primitives/button";
import { Menu, MenuItem, MenuSeparator } from "@/ui/primitives/menu";
import type { Viewer } from "@/ui/shell/viewer";
import { useEditTarget, useOpenUser } from "./use-users-url";

interface UserMenuProps {
  readonly user: UserDisplay;
  readonly viewer: Viewer;
}

/** What can be done with a user: admins all of it, users add keys to themselves. */
export function UserMenu({ user, viewer }: UserMenuProps) {
  const t = useTranslations("users");
  const common = useTranslations("common");
  const [, setTarget] = useEditTarget();
  const [isAsking, setAsking] = useState(false);
  const { toggle, remove, leave } = useUserActions(user);
  const isAdmin = viewer.role === "admin";
  // Nobody switches off or deletes the account they look from.
  const mayEnd = isAdmin && viewer.userId !== user.id;
  const Toggle = user.isEnabled ? Ban : Check;
  return (
    <>
      <Menu
        trigger={
          <Button variant="ghost" size="icon" aria-label={t("actionsFor", { name: user.name })}>
            <Ellipsis aria-hidden />
          </Button>
        }
      >
        {isAdmin && (
          <MenuItem onSelect={() => void setTarget({ kind: "user", userId: user.id })}>
            <Pencil aria-hidden />
            {common("edit")}
          </MenuItem>
        )}
        <MenuItem onSelect={() => void setTarget({ kind: "new-key", userId: user.id })}>
          <KeyRound aria-hidden />
          {t("addKey")}
        </MenuItem>
        <MenuItem asChild>
          <Link href={`/dashboard/logs?user=${user.id}`}>
            <ScrollText aria-hidden />
            {t("seeRequests")}
          </Link>
        </MenuItem>
        {mayEnd && (
          <>
            <MenuItem onSelect={() => void toggle()}>
              <Toggle aria-hidden />
              {common(user.isEnabled ? "disable" : "enable")}
            </MenuItem>
            <MenuSeparator />
            <MenuItem isDanger onSelect={() => setAsking(true)}>
              <Trash2 aria-hidden />
              {common("delete")}
            </MenuItem>
          </>
        )}
      </Menu>
      {isAsking && (
        <DeleteDialog
          title={t("deleteUserTitle", { name: user.name })}
          description={t("deleteUserText", { count: user.keys.length })}
          verb={t("deleteUser")}
          onDelete={remove}
          doneText={t("deletedDone", { name: user.name })}
          reload={leave}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

function useUserActions(user: UserDisplay) {
  const t = useTranslations("users");
  const reload = useReload("users/getUsers");
  const [openUser, setOpenUser] = useOpenUser();
  const { run: runToggle } = useAction(toggleUserEnabled);
  const { run: runRemove } = useAction(removeUser);
  const toggle = async () => {
    if (!(await runToggle({ userId: user.id, enabled: !user.isEnabled }))) return;
    toast.success(t(user.isEnabled ? "disabledDone" : "enabledDone", { name: user.name }));
    await reload();
  };
  /** The page without them. */
  const leave = async () => {
    if (openUser === user.id) await setOpenUser(null);
    await reload();
  };
  return { toggle, remove: () => runRemove({ userId: user.id }), leave };
}
