"use client";
import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { addKey } from "@/actions/keys/add-key";
import { editKey } from "@/actions/keys/edit-key";
import type { KeyDisplay } from "@/actions/keys/key-display";
import type { UpdateKey } from "@/domain/key/schema";
import { useAction } from "@/ui/api/use-action";
import { useReload } from "@/ui/api/use-server-data";
import type { CreatedKey } from "./use-save-user";

/** Creates a key for a user, or changes one; what a failure means is told by a toast and the form stays. */
export function useSaveKey(
  userId: number,
  apiKey: KeyDisplay | null,
  close: () => Promise<unknown>,
  onCreated: (created: CreatedKey) => Promise<unknown>,
): (fields: UpdateKey) => Promise<void> {
  const t = useTranslations("users");
  const reload = useReload("users/getUsers");
  const { run: runAdd } = useAction(addKey);
  const { run: runEdit } = useAction(editKey);
  const add = async ({ name = "", ...fields }: UpdateKey) => {
    const answer = await runAdd({ ...fields, userId, name });
    if (!answer) return;
    const { name: given, generatedKey } = answer.data;
    await Promise.all([onCreated({ userId, name: given, text: generatedKey }), close()]);
    await reload();
  };
  const edit = async (keyId: number, fields: UpdateKey) => {
    if (Object.keys(fields).length > 0) {
      const answer = await runEdit({ keyId, ...fields });
      if (!answer) return;
      toast.success(t("savedDone", { name: answer.data.name }));
    }
    await close();
    await reload();
  };
  return (fields) => (apiKey ? edit(apiKey.id, fields) : add(fields));
}
