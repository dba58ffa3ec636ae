"use client";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { getUsers } from "@/actions/users/get-users";
import type { UserWithStatistics } from "@/actions/users/user-with-statistics";
import { useServerData } from "@/ui/api/use-server-data";
import { PageHeader } from "@/ui/patterns/page-header";
import { Button } from "@/ui/primitives/button";
import type { Viewer } from "@/ui/shell/viewer";
import { EditDialog } from "./edit-dialog";
import type { EditTarget } from "./edit-target";
import { NewKeyDialog } from "./new-key-dialog";
import type { CreatedKey } from "./use-save-user";
import { useEditTarget, useOpenUser } from "./use-users-url";
import { UserDirectory } from "./user-directory";

interface UsersPageProps {
  readonly users: UserWithStatistics[];
  readonly viewer: Viewer;
  /** Where clients reach the hub. */
  readonly baseUrl: string;
}

/** Users and their keys: all of them for admins, one's own for users. */
export function UsersPage({ users: first, viewer, baseUrl }: UsersPageProps) {
  const t = useTranslations("users");
  const users = useServerData<typeof getUsers>("users/getUsers", first);
  const [target, setTarget] = useEditTarget();
  const [, setOpenUser] = useOpenUser();
  // Never in the URL: a secret would stay in the browser's history.
  const [created, setCreated] = useState<CreatedKey | null>(null);
  const isAdmin = viewer.role === "admin";
  const mainTarget = mainTargetOf(viewer);
  const keyCount = users.reduce((sum, { keys }) => sum + keys.length, 0);
  const showCreated = (key: CreatedKey) => {
    setCreated(key);
    return setOpenUser(key.userId);
  };
  return (
    <>
      <PageHeader
        title={t("title")}
        hint={isAdmin ? t("counts", { users: users.length, keys: keyCount }) : t("ownHint")}
      >
        {mainTarget && (
          <Button variant="primary" onClick={() => void setTarget(mainTarget)}>
            <Plus aria-hidden />
            {t(isAdmin ? "newUser" : "addKey")}
          </Button>
        )}
      </PageHeader>
      <UserDirectory users={users} viewer={viewer} onAdd={() => void setTarget({ kind: "new-user" })} />
      {target && (
        <EditDialog
          target={target}
          users={users}
          viewer={viewer}
          onClose={() => setTarget(null)}
          onCreated={showCreated}
        />
      )}
      {created && (
        <NewKeyDialog
          created={created}
          baseUrl={baseUrl}
          userName={users.find(({ id }) => id === created.userId)?.name ?? ""}
          onClose={() => setCreated(null)}
        />
      )}
    </>
  );
}

/** What the viewer comes here to add. */
function mainTargetOf({ role, userId }: Viewer): EditTarget | null {
  if (role === "admin") return { kind: "new-user" };
  return userId === null ? null : { kind: "new-key", userId };
}
