/** The conversation a request belongs to. */
export interface SessionRef {
  /** As the client named it, or derived; what the dashboard shows. */
  readonly id: string;
  /** The id scoped by the key that presented it: two keys never share a session. */
  readonly storageKey: string;
}

/** A session's name in everything that is shared: what two keys call the same are two sessions. */
export function sessionKeyOf(keyId: number, sessionId: string): string {
  return `${keyId}:${sessionId}`;
}
