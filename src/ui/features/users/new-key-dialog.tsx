"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ClientSnippets } from "@/ui/patterns/client-snippets";
import { ConfirmDialog } from "@/ui/patterns/confirm-dialog";
import { Button } from "@/ui/primitives/button";
import { CopyButton } from "@/ui/primitives/copy-button";
import { Dialog } from "@/ui/primitives/dialog";
import type { CreatedKey } from "./use-save-user";

interface NewKeyDialogProps {
  readonly created: CreatedKey;
  readonly userName: string;
  readonly baseUrl: string;
  readonly onClose: () => void;
}

/** A new key's text, for the only time. Closing by anything but the button that says it was kept asks first. */
export function NewKeyDialog({ created, userName, baseUrl, onClose }: NewKeyDialogProps) {
  const t = useTranslations("users");
  const [isAsking, setAsking] = useState(false);
  return (
    <Dialog
      isOpen
      isSticky
      onOpenChange={() => setAsking(true)}
      title={t("keyReady", { name: created.name, user: userName })}
      description={t("keyShownOnce")}
      className="w-[min(38rem,calc(100vw-2rem))]"
    >
      <div className="flex flex-col gap-5 px-5 py-4">
        <div className="flex flex-col gap-2 sm:flex-row sm:items-center">
          <section
            tabIndex={0}
            aria-label={t("keyText")}
            className="min-w-0 flex-1 overflow-x-auto rounded-md border bg-sunken px-3 py-1.5"
          >
            <code className="font-mono text-xs leading-5 whitespace-nowrap select-all">{created.text}</code>
          </section>
          <CopyButton text={created.text} label={t("copyKey")} />
        </div>
        <section>
          <h3 className="mb-1 text-sm font-semibold">{t("useKey")}</h3>
          <ClientSnippets baseUrl={baseUrl} apiKey={created.text} />
        </section>
      </div>
      <div className="sticky bottom-0 flex justify-end rounded-b-lg border-t bg-raised px-5 py-3">
        <Button variant="primary" onClick={onClose}>
          {t("keyKept")}
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={t("leaveKeyTitle")}
        description={t("leaveKeyText")}
        verb={t("leaveKey")}
        onConfirm={async () => {
          onClose();
          return true;
        }}
      />
    </Dialog>
  );
}
