import { afterAll, beforeAll, expect, it } from "vitest";
import { startSocksProxy } from "../../dev/fake-proxy/socks-proxy";
import { startTestHub, type TestHub } from "../support/hub";

/** Invariant 44 on a hub whose operator allows no private networks. */

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub({ env: { OUTBOUND_PRIVATE_NETWORKS: "deny" } });
});
afterAll(() => hub.close());

const body = { model: "claude-sonnet-4-5", max_tokens: 9, messages: [{ role: "user", content: "hello" }] };

it.each([
  ["an address", () => hub.upstream.url],
  ["a name that resolves to one", () => `http://localhost:${hub.upstream.port}`],
])("44: sends nothing to %s of a private network, and says why", async (_name, url) => {
  const providerId = await hub.addProvider({ url: url() });
  const { key } = await hub.addCaller({ name: `caller of ${providerId}` });
  const response = await hub.post("/v1/messages", key, body);
  expect(response.status).toBe(502);
  expect(await hub.call("providers/testProviderUnified", { providerId })).toMatchObject({
    status: "red",
    subStatus: "network_error",
    message: expect.stringContaining("outbound policy"),
  });
  expect(hub.upstream.requests).toHaveLength(0);
  await hub.call("providers/removeProvider", { providerId });
});

it("44: asks no proxy of a private network", async () => {
  const proxy = await startSocksProxy();
  const providerId = await hub.addProvider({
    url: "https://upstream.invalid",
    proxy_url: `socks5h://127.0.0.1:${proxy.port}`,
    proxy_fallback_to_direct: true,
  });
  const { key } = await hub.addCaller({ name: "by proxy" });
  expect((await hub.post("/v1/messages", key, body)).status).toBe(502);
  expect(proxy.connections).toBe(0);
  await hub.call("providers/removeProvider", { providerId });
  await proxy.close();
});
