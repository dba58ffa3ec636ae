"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import { terminateActiveSession } from "@/actions/active-sessions/terminate-active-session";
import { useAction } from "@/ui/api/use-action";
import { ConfirmDialog } from "@/ui/patterns/confirm-dialog";
import { SwitchField } from "@/ui/patterns/switch-field";
import { type Session, shortId } from "./session";
import { useReloadSessions } from "./use-sessions";

interface TerminateDialogProps {
  readonly session: Session;
  readonly onClose: () => void;
}

/** Says what ending a session does, and asks what is to become of its running requests. */
export function TerminateDialog({ session, onClose }: TerminateDialogProps) {
  const t = useTranslations("sessions.end");
  const [abortRunning, setAbortRunning] = useState(false);
  const reload = useReloadSessions();
  const end = useAction(terminateActiveSession);
  const { sessionId, keyId, activeRequests } = session;
  const id = shortId(sessionId);
  const confirm = async () => {
    if (!(await end.run({ sessionId, keyId, abortRunning }))) return false;
    toast.success(t("done", { id }));
    await reload();
    return true;
  };
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={t("title", { id })}
      description={t("text", { provider: session.providerName ?? "–" })}
      verb={t(abortRunning ? "verbAndAbort" : "verb")}
      onConfirm={confirm}
    >
      <SwitchField
        label={t("abort", { count: activeRequests.length })}
        hint={t("abortHint")}
        isOn={abortRunning}
        onChange={setAbortRunning}
      />
    </ConfirmDialog>
  );
}
