import { afterEach, describe, expect, it } from "vitest";
import { SHUTDOWN_CLEANUP_MS, SHUTDOWN_DRAIN_MS } from "@/config/limits";
import { type FakeUpstream, startFakeUpstream } from "../../dev/fake-upstream";
import { type HubProcess, startHubProcess } from "../support/hub-process";
import { rawRequest } from "../support/raw-request";
import { makeTempDir } from "../support/temp-dir";

/** What SIGTERM does to running streams. The built hub as a process. */

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function setUp(dataDir: string, upstream: FakeUpstream): Promise<{ hub: HubProcess; key: string }> {
  const hub = await startHubProcess({ dataDir });
  cleanups.push(() => hub.stop("SIGKILL"));
  await hub.call("providers/addProvider", { name: "fake", url: upstream.url, key: "sk-upstream" });
  const { defaultKey } = await hub.call<{ defaultKey: { key: string } }>("users/addUser", { name: "ann" });
  return { hub, key: defaultKey.key };
}

const body = JSON.stringify({
  model: "claude-sonnet-4-5",
  max_tokens: 50,
  stream: true,
  messages: [{ role: "user", content: "hello" }],
});

describe("SIGTERM", () => {
  it("11: unready at once, nothing new, time for running streams, then an end with every record kept", async () => {
    const { path: dataDir, remove } = makeTempDir("shutdown");
    const upstream = await startFakeUpstream();
    cleanups.push(remove, () => upstream.close());
    const { hub, key } = await setUp(dataDir, upstream);
    const STREAM_MS = 8_000;
    const text = { repeat: "word ", times: 40 };
    upstream.enqueue(
      { text, chunks: 40, delays: { betweenChunksMs: STREAM_MS / 40 } },
      { text, chunks: 40, delays: { betweenChunksMs: 2 * SHUTDOWN_DRAIN_MS } },
    );
    const finishing = rawRequest({ url: hub.url, key, body });
    await finishing.response;
    const endless = rawRequest({ url: hub.url, key, body });
    await endless.response;

    const startedAt = Date.now();
    const ended = hub.stop("SIGTERM");
    await expect.poll(async () => (await fetch(`${hub.url}/readyz`)).status, { interval: 10 }).toBe(503);
    expect((await fetch(`${hub.url}/v1/messages`, { method: "POST" })).status).toBe(503);
    expect(Date.now() - startedAt).toBeLessThan(1_000);
    expect((await finishing.received).body.toString()).toContain("event: message_stop");
    await expect.poll(() => fetch(hub.url).catch(() => "gone"), { timeout: 5_000 }).toBe("gone");

    expect((await endless.received).isWhole).toBe(false);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(SHUTDOWN_DRAIN_MS);
    expect(await ended).toBe(0);
    expect(Date.now() - startedAt).toBeLessThan(SHUTDOWN_DRAIN_MS + SHUTDOWN_CLEANUP_MS);

    const next = await startHubProcess({ dataDir });
    cleanups.push(() => next.stop());
    // The one that came too late has its row as well.
    const { logs } = await next.call<{ logs: { outcome: string }[] }>("usage-logs/getUsageLogsBatch");
    expect(logs.map(({ outcome }) => outcome).sort()).toEqual(["client_aborted", "completed", "failed"]);
  }, 90_000);
});
