/** Who looks at the dashboard, as far as pages need to know. */
export interface Viewer {
  readonly name: string;
  readonly role: "admin" | "user";
  /** null for the holder of ADMIN_TOKEN, who is no user. */
  readonly userId: number | null;
}
