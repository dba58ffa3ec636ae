"use client";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import type { getWebSessions } from "@/actions/web-sessions/get-web-sessions";
import { revokeWebSession } from "@/actions/web-sessions/revoke-web-session";
import type { DataOf } from "@/ui/api/action-client";
import { useAction } from "@/ui/api/use-action";
import { useReload, useServerData } from "@/ui/api/use-server-data";
import { ConfirmDialog } from "@/ui/patterns/confirm-dialog";
import { PageHeader } from "@/ui/patterns/page-header";
import { Card } from "@/ui/primitives/card";
import { SignInRow } from "./sign-in-row";

type SignIns = DataOf<typeof getWebSessions>;

interface SignInsPageProps {
  readonly sessions: SignIns;
}

const LIST = "web-sessions/getWebSessions";

/** Where people are signed in, and how to end that. */
export function SignInsPage({ sessions: first }: SignInsPageProps) {
  const t = useTranslations("account");
  const locale = useLocale();
  const sessions = useServerData<typeof getWebSessions>(LIST, first);
  const reload = useReload(LIST);
  const revoke = useAction(revokeWebSession);
  const [ending, setEnding] = useState<SignIns[number] | null>(null);
  const end = async () => {
    if (!ending || !(await revoke.run({ id: ending.id }))) return false;
    if (ending.isCurrent) {
      window.location.assign(`/${locale}/login`);
      return true;
    }
    toast.success(t("ended"));
    await reload();
    return true;
  };
  return (
    <>
      <PageHeader title={t("title")} hint={t("hint")} />
      <Card>
        <ul className="divide-y" aria-label={t("title")}>
          {sessions.map((session) => (
            <SignInRow key={session.id} session={session} onEnd={() => setEnding(session)} />
          ))}
        </ul>
        {sessions.length === 0 && <p className="p-6 text-center text-sm text-ink-soft">{t("none")}</p>}
      </Card>
      {ending && (
        <ConfirmDialog
          isOpen
          onOpenChange={() => setEnding(null)}
          title={t("endTitle")}
          description={ending.isCurrent ? t("endOwnText") : t("endText")}
          verb={t("end")}
          onConfirm={end}
        />
      )}
    </>
  );
}
