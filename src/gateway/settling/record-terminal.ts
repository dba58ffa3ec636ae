import type { TerminalRecord } from "@/domain/request/terminal-record";
import type { GatewayDeps } from "../deps";
import { report } from "./settle";

/** Keeps and makes known how a request ended that was never let in. */
export async function recordTerminal(
  terminal: TerminalRecord,
  deps: Pick<GatewayDeps, "ledger" | "live" | "logger">,
): Promise<void> {
  const recorded = deps.ledger.record(terminal);
  report(terminal, deps);
  await recorded;
}
