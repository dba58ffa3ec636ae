"use client";
import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { addUser } from "@/actions/users/add-user";
import { editUser } from "@/actions/users/edit-user";
import type { UserDisplay } from "@/actions/users/user-display";
import type { CreateUser, UpdateUser } from "@/domain/user/schema";
import { useAction } from "@/ui/api/use-action";
import { useReload } from "@/ui/api/use-server-data";

/** A key whose text the hub has just told for the only time. */
export interface CreatedKey {
  readonly userId: number;
  readonly name: string;
  readonly text: string;
}

/**
 * Creates or changes a user; what a failure means is told by a toast and the form stays. The page is read anew only
 * after the URL has changed: a change of the URL discards a read that is under way.
 */
export function useSaveUser(
  user: UserDisplay | null,
  close: () => Promise<unknown>,
  onCreated: (created: CreatedKey) => Promise<unknown>,
): (fields: UpdateUser) => Promise<void> {
  const t = useTranslations("users");
  const reload = useReload("users/getUsers");
  const { run: runAdd } = useAction(addUser);
  const { run: runEdit } = useAction(editUser);
  const add = async (fields: CreateUser) => {
    const answer = await runAdd(fields);
    if (!answer) return;
    const { user: added, defaultKey } = answer.data;
    await Promise.all([
      onCreated({ userId: added.id, name: defaultKey.name, text: defaultKey.key }),
      close(),
    ]);
    await reload();
  };
  const edit = async (userId: number, fields: UpdateUser) => {
    if (Object.keys(fields).length > 0) {
      const answer = await runEdit({ userId, ...fields });
      if (!answer) return;
      toast.success(t("savedDone", { name: answer.data.name }));
    }
    await close();
    await reload();
  };
  // The schema of a new user requires a name.
  return (fields) => (user ? edit(user.id, fields) : add(fields as CreateUser));
}
