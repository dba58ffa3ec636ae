"use client";
import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { ConfirmDialog } from "./confirm-dialog";

interface DeleteDialogProps {
  readonly title: string;
  /** What will happen, by name. */
  readonly description: string;
  /** The verb on the button; "Delete" unless given. */
  readonly verb?: string;
  /** Deletes it; null when that failed, which the reader has been told. */
  readonly onDelete: () => Promise<object | null>;
  /** Told when it is gone. */
  readonly doneText: string;
  /** Reads again what the page shows. */
  readonly reload: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks before something is deleted, and tells that it was. */
export function DeleteDialog({ verb, onDelete, doneText, reload, onClose, ...texts }: DeleteDialogProps) {
  const common = useTranslations("common");
  const confirm = async () => {
    if (!(await onDelete())) return false;
    toast.success(doneText);
    await reload();
    return true;
  };
  return (
    <ConfirmDialog
      {...texts}
      isOpen
      onOpenChange={onClose}
      verb={verb ?? common("delete")}
      onConfirm={confirm}
    />
  );
}
