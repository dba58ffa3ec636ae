"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { PageHeader } from "@/ui/patterns/page-header";
import { SearchBox } from "@/ui/patterns/search-box";
import type { Session, Sessions } from "./session";
import { SessionDrawer } from "./session-drawer";
import { SessionLists } from "./session-lists";
import { TerminateDialog } from "./terminate-dialog";
import { useOpenSession } from "./use-open-session";
import { useSessions } from "./use-sessions";

/** Conversations that are going on, and what they are doing right now. */
export function SessionsPage({ first }: { readonly first: Sessions }) {
  const t = useTranslations("sessions");
  const [search, setSearch] = useState("");
  const [ending, setEnding] = useState<Session | null>(null);
  const opened = useOpenSession();
  const { data, error, refetch } = useSessions(first);
  const running = data.active.reduce((sum, { activeRequests }) => sum + activeRequests.length, 0);
  return (
    <>
      <PageHeader title={t("title")} hint={t("counts", { sessions: data.totalActive, requests: running })}>
        <SearchBox label={t("search")} value={search} onChange={setSearch} className="w-80 max-w-full" />
      </PageHeader>
      <SessionLists
        sessions={data}
        search={search}
        error={error}
        onRetry={() => void refetch()}
        onOpen={opened.open}
        onEnd={setEnding}
      />
      <SessionDrawer
        name={opened.name}
        session={data.active.find(
          ({ sessionId, keyId }) => sessionId === opened.name?.sessionId && keyId === opened.name.keyId,
        )}
        onClose={opened.close}
        onEnd={setEnding}
      />
      {ending && <TerminateDialog session={ending} onClose={() => setEnding(null)} />}
    </>
  );
}
