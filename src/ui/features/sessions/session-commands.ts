import type { Session } from "./session";

/** What can be done from a list of sessions. */
export interface SessionCommands {
  readonly onOpen: (session: Session) => void;
  readonly onEnd: (session: Session) => void;
}
