"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/ui/format/use-format";
import { Table, Td, Th, Tr } from "@/ui/primitives/table";
import { type Session, shortId } from "./session";
import type { SessionCommands } from "./session-commands";
import { SessionMenu } from "./session-menu";
import { SessionState } from "./session-state";

interface SessionTableProps {
  readonly title: string;
  readonly sessions: readonly Session[];
  readonly commands: SessionCommands;
}

export function SessionTable({ title, sessions, commands }: SessionTableProps) {
  const t = useTranslations("sessions.column");
  const menu = useTranslations("sessions");
  return (
    <Table aria-label={title}>
      <thead>
        <tr>
          <Th>{t("session")}</Th>
          <Th>{t("state")}</Th>
          <Th>{t("user")}</Th>
          <Th>{t("provider")}</Th>
          <Th>{t("model")}</Th>
          <Th className="text-right">{t("requests")}</Th>
          <Th className="text-right">{t("tokens")}</Th>
          <Th className="text-right">{t("cost")}</Th>
          <Th aria-label={menu("actions")} />
        </tr>
      </thead>
      <tbody>
        {sessions.map((session) => (
          <Row key={`${session.keyId} ${session.sessionId}`} session={session} commands={commands} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ session, commands }: { readonly session: Session; readonly commands: SessionCommands }) {
  const t = useTranslations("sessions");
  const format = useFormat();
  const { sessionId, userName, keyName, providerName, model, requestCount } = session;
  const prompt = session.totalTokens - session.outputTokens;
  return (
    <Tr className="cursor-pointer" onClick={() => commands.onOpen(session)}>
      <Td>
        <button
          type="button"
          title={sessionId}
          aria-label={t("open", { id: shortId(sessionId) })}
          className="rounded font-mono text-xs"
        >
          {shortId(sessionId)}
        </button>
      </Td>
      <Td>
        <SessionState session={session} />
      </Td>
      <Td className="max-w-48 truncate">
        {userName ?? "–"}
        {keyName && <span className="text-ink-faint"> / {keyName}</span>}
      </Td>
      <Td className="max-w-32 truncate">{providerName ?? "–"}</Td>
      <Td className="max-w-40 truncate">{model ?? "–"}</Td>
      <Td className="tabular text-right">{format.count(requestCount)}</Td>
      <Td className="tabular text-right">
        {format.compact(prompt)} <span className="text-ink-faint">→</span>{" "}
        {format.compact(session.outputTokens)}
      </Td>
      <Td className="tabular text-right">{format.usd(session.costUsd)}</Td>
      <Td className="w-10 pr-2" onClick={(event) => event.stopPropagation()}>
        <SessionMenu session={session} onEnd={commands.onEnd} />
      </Td>
    </Tr>
  );
}
