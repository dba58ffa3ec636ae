/** Ends the session and leaves the dashboard. A full load: nothing of the old session stays in memory. */
export async function signOut(loginPath: string): Promise<void> {
  await fetch("/api/auth/logout", { method: "POST" });
  window.location.assign(loginPath);
}
