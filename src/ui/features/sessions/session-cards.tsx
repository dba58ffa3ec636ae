"use client";
import { useFormat } from "@/ui/format/use-format";
import { type Session, shortId } from "./session";
import type { SessionCommands } from "./session-commands";
import { SessionMenu } from "./session-menu";
import { SessionState } from "./session-state";

interface SessionCardsProps {
  readonly title: string;
  readonly sessions: readonly Session[];
  readonly commands: SessionCommands;
}

/** The list on a phone. */
export function SessionCards({ title, sessions, commands }: SessionCardsProps) {
  return (
    <ul aria-label={title}>
      {sessions.map((session) => (
        <li
          key={`${session.keyId} ${session.sessionId}`}
          className="flex items-center gap-1 border-t pr-1 first:border-t-0"
        >
          <button
            type="button"
            onClick={() => commands.onOpen(session)}
            className="flex min-w-0 flex-1 flex-col gap-1 py-2.5 pl-3 text-left text-sm"
          >
            <span className="flex w-full items-center gap-2">
              <span className="min-w-0 flex-1 truncate font-mono text-xs">{shortId(session.sessionId)}</span>
              <SessionState session={session} />
            </span>
            <Facts session={session} />
          </button>
          <SessionMenu session={session} onEnd={commands.onEnd} />
        </li>
      ))}
    </ul>
  );
}

function Facts({ session }: { readonly session: Session }) {
  const format = useFormat();
  const { userName, model, totalTokens, outputTokens, costUsd } = session;
  return (
    <span className="tabular flex w-full gap-2 text-xs text-ink-soft">
      <span className="min-w-0 flex-1 truncate">
        {userName ?? "–"} · {model ?? "–"}
      </span>
      <span>
        {format.compact(totalTokens - outputTokens)} → {format.compact(outputTokens)}
      </span>
      <span>{format.usd(costUsd)}</span>
    </span>
  );
}
