"use client";
import { useTranslations } from "next-intl";
import { AlertDialog as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";
import { Button } from "@/ui/primitives/button";

interface ConfirmDialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly title: string;
  /** What will happen, by name. */
  readonly description: ReactNode;
  /** What is to be decided with it. */
  readonly children?: ReactNode;
  /** The verb on the button. */
  readonly verb: string;
  /** Does it; false when that failed, which the reader has been told: the question stays. */
  readonly onConfirm: () => Promise<boolean>;
}

/** Asks once before something that cannot be taken back. */
export function ConfirmDialog({
  isOpen,
  onOpenChange,
  title,
  description,
  children,
  verb,
  onConfirm,
}: ConfirmDialogProps) {
  const t = useTranslations("common");
  const [isBusy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    const isDone = await onConfirm();
    setBusy(false);
    if (isDone) onOpenChange(false);
  };
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[oklch(0.15_0.01_60/0.4)] animate-appear" />
        <Radix.Content className="fixed top-[20vh] left-1/2 z-50 w-[min(27rem,calc(100vw-2rem))] -translate-x-1/2 rounded-lg border bg-raised p-5 shadow-float animate-appear">
          <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
          <Radix.Description className="mt-1.5 text-sm text-ink-soft">{description}</Radix.Description>
          {children && <div className="mt-4">{children}</div>}
          <div className="mt-5 flex justify-end gap-2">
            <Radix.Cancel asChild>
              <Button>{t("cancel")}</Button>
            </Radix.Cancel>
            <Button variant="danger" isBusy={isBusy} onClick={() => void confirm()}>
              {verb}
            </Button>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
