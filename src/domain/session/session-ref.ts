/** The conversation a request belongs to. */
export interface SessionRef {
  /** As the client named it, or derived; what the dashboard shows. */
  readonly id: string;
  /** The id scoped by the key that presented it: two keys never share a session. */
  readonly storageKey: string;
}
