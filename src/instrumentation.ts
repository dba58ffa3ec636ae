/**
 * Next calls this once per server. In production src/server.ts has started the runtime already; `next dev` has no
 * entry of ours, so it starts here. (The condition must stand around the import: an early return would let the bundler
 * pull Node's modules into the edge build.)
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs" && process.env.NODE_ENV === "development") {
    const { startForDevelopment } = await import("./instrumentation-node");
    await startForDevelopment();
  }
}
