import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BUFFERED_BYTES_BUDGET } from "@/config/limits";
import {
  type FakeUpstream,
  type ScriptInput,
  scriptHeader,
  startFakeUpstream,
} from "../../dev/fake-upstream";
import { type HubProcess, startHubProcess } from "../support/hub-process";
import { type RawExchange, rawRequest } from "../support/raw-request";

/** Resident memory of the built hub, as the kernel counts it, under clients that mean no good. */

const MIB = 1024 * 1024;
const WARM_UP = 200;

let hub: HubProcess;
let upstream: FakeUpstream;
let key: string;

beforeAll(async () => {
  upstream = await startFakeUpstream({ record: "none" });
  hub = await startHubProcess();
  await hub.call("providers/addProvider", { name: "fake", url: upstream.url, key: "sk-upstream" });
  const { defaultKey } = await hub.call<{ defaultKey: { key: string } }>("users/addUser", { name: "ann" });
  key = defaultKey.key;
  for (let n = 0; n < WARM_UP; n++) await ask({}).received;
});
afterAll(async () => {
  await hub.stop();
  await upstream.close();
});

const message = JSON.stringify({
  model: "claude-sonnet-4-5",
  max_tokens: 50,
  stream: true,
  messages: [{ role: "user", content: "hello" }],
});

function ask(script: ScriptInput, options: object = {}): RawExchange {
  const headers = { "x-fake-script": scriptHeader(script) };
  return rawRequest({ url: hub.url, key, body: message, headers, ...options });
}

/** Bytes. VmHWM is the highest VmRSS has been (proc(5)). */
function memory(field: "VmRSS" | "VmHWM"): number {
  const status = readFileSync(`/proc/${hub.child.pid}/status`, "utf8");
  return Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024;
}

/** Runs `work` and tells what memory it took at its highest. */
async function peakOf(name: string, work: () => Promise<void>): Promise<{ base: number; peak: number }> {
  await sleep(1_000);
  // Resets the high-water mark (proc(5), clear_refs).
  writeFileSync(`/proc/${hub.child.pid}/clear_refs`, "5");
  const base = memory("VmRSS");
  await work();
  const peak = memory("VmHWM");
  const mib = (bytes: number) => `${(bytes / MIB).toFixed(0)} MiB`;
  console.log(`${name}: RSS ${mib(base)} → at most ${mib(peak)}`);
  return { base, peak };
}

describe("7: resident memory", () => {
  it("6: stays low when 2,000 clients drop after the first byte while their upstreams go on sending", async () => {
    const CLIENTS = 2_000;
    const { peak } = await peakOf("2,000 clients that drop", async () => {
      const script: ScriptInput = { keepSending: { bytes: 1_000 * MIB } };
      for (let n = 0; n < CLIENTS; n += 100) {
        const wave = Array.from({ length: 100 }, () => dropAfterFirstByte(script));
        await Promise.all(wave);
      }
      await expect.poll(runningUpstreams, { timeout: 60_000, interval: 200 }).toBe(0);
    });
    expect(peak).toBeLessThan(400 * MIB);
    await expect.poll(rows, { timeout: 30_000 }).toBe(WARM_UP + CLIENTS);
  }, 180_000);

  it("stays low when 100 clients read nothing of large streams", async () => {
    const CLIENTS = 100;
    const { base, peak } = await peakOf("100 clients that do not read", async () => {
      const exchanges = Array.from({ length: CLIENTS }, () => ask({ bodyBytes: 20 * MIB }, { reads: false }));
      for (const { response } of exchanges) (await response).pause();
      await sleep(5_000);
      for (const { outgoing } of exchanges) outgoing.destroy();
      await expect.poll(runningUpstreams, { timeout: 60_000, interval: 200 }).toBe(0);
    });
    expect(peak - base).toBeLessThan(CLIENTS * MIB);
  }, 120_000);

  it("stays within the budget when bodies of 100 MB come in at once, and says so to those it turns away", async () => {
    const CLIENTS = 12;
    const { base, peak } = await peakOf("12 bodies of 100 MB", async () => {
      const answers = await Promise.all(Array.from({ length: CLIENTS }, () => sendHugeBody()));
      for (const status of answers) expect([413, 503]).toContain(status);
      expect(answers).toContain(413);
    });
    // What is thrown away is garbage for a while before it is collected.
    expect(peak - base).toBeLessThan(BUFFERED_BYTES_BUDGET + 256 * MIB);
    expect((await ask({}).received).status).toBe(200);
  }, 120_000);
});

async function dropAfterFirstByte(script: ScriptInput): Promise<void> {
  const { response, outgoing } = ask(script, { reads: false });
  const incoming = await response;
  await new Promise((resolve) => incoming.once("data", resolve));
  outgoing.destroy();
}

/** In chunks without a length, so that the hub cannot know before. Resolves with the status of the answer. */
async function sendHugeBody(): Promise<number> {
  const { outgoing, received } = ask({}, { body: null });
  const chunk = Buffer.alloc(MIB, 0x20);
  let isAnswered = false;
  void received.then(() => {
    isAnswered = true;
  });
  for (let sent = 0; sent < 100 && !isAnswered && !outgoing.destroyed; sent++) {
    if (!outgoing.write(chunk)) {
      await Promise.race([new Promise((resolve) => outgoing.once("drain", resolve)), received]);
    }
  }
  outgoing.end();
  return (await received).status;
}

/** Answers the upstream is still giving. */
function runningUpstreams(): number {
  const { requests, totals } = upstream.state();
  return requests - totals.entries;
}

async function rows(): Promise<number> {
  return (await hub.call<{ total: number }>("usage-logs/getUsageLogs", { pageSize: 1 })).total;
}
