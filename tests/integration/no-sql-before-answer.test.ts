import { afterAll, beforeAll, expect, it } from "vitest";
import { type FakeUpstream, startFakeUpstream } from "../../dev/fake-upstream";
import { type HubProcess, startHubProcess } from "../support/hub-process";
import { postgresPids } from "../support/postgres-pids";

/** The request path waits for no SQL: with the database stopped in its tracks, requests are answered all the same. */

let hub: HubProcess;
let upstream: FakeUpstream;
let key: string;

beforeAll(async () => {
  hub = await startHubProcess();
  upstream = await startFakeUpstream();
  await hub.call("providers/addProvider", { name: "fake", url: upstream.url, key: "sk-upstream" });
  const made = await hub.call<{ defaultKey: { key: string } }>("users/addUser", {
    name: "ann",
    dailyQuota: 5,
  });
  key = made.defaultKey.key;
});
afterAll(async () => {
  await hub.stop();
  await upstream.close();
});

it("answers while PostgreSQL is stopped, and writes down everything once it goes on", async () => {
  const ids: (string | null)[] = [];
  const pids = postgresPids(hub.dataDir);
  for (const pid of pids) process.kill(pid, "SIGSTOP");
  try {
    for (let n = 0; n < 20; n++) {
      const response = await fetch(`${hub.url}/v1/messages`, {
        method: "POST",
        headers: { "x-api-key": key },
        body: JSON.stringify({
          model: "claude-opus-4-5",
          max_tokens: 5,
          stream: n % 2 === 0,
          messages: [{ role: "user", content: `hello ${n}` }],
        }),
        signal: AbortSignal.timeout(2_000),
      });
      await response.text();
      expect(response.status).toBe(200);
      ids.push(response.headers.get("x-cch-request-id"));
    }
  } finally {
    for (const pid of pids) process.kill(pid, "SIGCONT");
  }
  const logged = async () => {
    const { logs } = await hub.call<{ logs: { id: string }[] }>("usage-logs/getUsageLogsBatch", {
      limit: 100,
    });
    return logs.map(({ id }) => id).sort();
  };
  await expect.poll(logged, { timeout: 10_000 }).toEqual([...ids].sort());
});
