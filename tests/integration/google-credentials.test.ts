import { generateKeyPairSync, verify } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { DecisionChain } from "@/domain/request/decision-chain";
import { MemoryCells } from "@/infra/cells/memory";
import { MINUTE_MS } from "@/lib/duration";
import { Secret } from "@/lib/secret";
import { GoogleTokenError } from "@/services/google-tokens/google-token-error";
import { GoogleTokens } from "@/services/google-tokens/google-tokens";
import { startReplica, startTestHub, type TestCaller, type TestHub, type TestReplica } from "../support/hub";
import { type SeenRequest, startOrigin } from "../support/origin";
import { connectTestRedis } from "../support/redis";

/** Providers whose key is an OAuth JSON of Google's, against a token endpoint of the test's own. */

let hub: TestHub;
let replica: TestReplica;
let caller: TestCaller;
let endpoint: Awaited<ReturnType<typeof startOrigin>>;
/** What the token endpoint answers. */
let answer: (seen: SeenRequest, number: number) => { status: number; body: object };
const providers: number[] = [];

const grantOf = ({ body }: SeenRequest) => Object.fromEntries(new URLSearchParams(body.toString()));

beforeAll(async () => {
  endpoint = await startOrigin((seen, response) => {
    const { status, body } = answer(seen, endpoint.requests.length);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  hub = await startTestHub({ redis: true });
  caller = await hub.addCaller();
  replica = await startReplica(hub);
});
afterAll(async () => {
  await replica.close();
  await hub.close();
  endpoint.close();
});

beforeEach(() => {
  endpoint.requests.length = 0;
  answer = (_, number) => ({ status: 200, body: { access_token: `granted-${number}`, expires_in: 3_600 } });
  hub.upstream.reset();
});
afterEach(async () => {
  for (const providerId of providers.splice(0)) await hub.call("providers/removeProvider", { providerId });
});

let users = 0;

function authorizedUser(more: object = {}) {
  return {
    type: "authorized_user",
    ...{ client_id: "client", client_secret: "its secret", refresh_token: `1//refresh-${++users}` },
    ...{ token_uri: `${endpoint.url}/token`, ...more },
  };
}

async function provide(credential: object, fields: object = {}): Promise<number> {
  const key = JSON.stringify(credential);
  const id = await hub.addProvider({ name: "google", provider_type: "gemini", key, ...fields });
  providers.push(id);
  await expect.poll(() => replica.runtime.snapshot.current.providers.byId.has(id)).toBe(true);
  return id;
}

const PATH = "/v1beta/models/gemini-2.5-flash:generateContent";

async function ask(at: Pick<TestHub, "post"> = hub): Promise<number> {
  const contents = [{ role: "user", parts: [{ text: `hello ${Math.random()}` }] }];
  const response = await at.post(PATH, caller.key, { contents });
  await response.text();
  return response.status;
}

/** The credential headers of the calls that reached the upstream. */
const shown = () =>
  hub.upstream.requests.map(({ headers }) =>
    headers.filter(([name]) => ["authorization", "x-goog-api-key"].includes(name.toLowerCase())),
  );

describe("a refresh token", () => {
  it("is changed for one access token, which many requests and both hubs show as bearer", async () => {
    await provide(authorizedUser());
    const statuses = await Promise.all([ask(), ask(), ask(replica), ask(replica), ask()]);
    expect(statuses).toEqual([200, 200, 200, 200, 200]);
    expect(shown()).toEqual(Array(5).fill([["authorization", "Bearer granted-1"]]));
    expect(endpoint.requests).toHaveLength(1);
    const [asked] = endpoint.requests;
    expect(asked && grantOf(asked)).toMatchObject({
      ...{ grant_type: "refresh_token", client_id: "client", client_secret: "its secret" },
      refresh_token: expect.stringMatching(/^1\/\/refresh-/),
    });
  });

  it("is not asked for while the token that came with it is good", async () => {
    await provide(authorizedUser({ access_token: "brought-along", expiry_date: Date.now() + 3_600_000 }));
    expect(await ask()).toBe(200);
    expect(shown()).toEqual([[["authorization", "Bearer brought-along"]]]);
    expect(endpoint.requests).toEqual([]);
  });

  it("that Google refuses fails the attempt as a rejected credential, and another provider answers", async () => {
    answer = () => ({ status: 400, body: { error: "invalid_grant", error_description: "1//refresh" } });
    await provide(authorizedUser(), { priority: 0 });
    const other = await hub.addProvider({
      name: "plain",
      provider_type: "gemini",
      key: "AIza-plain",
      priority: 1,
    });
    providers.push(other);
    expect(await ask()).toBe(200);
    expect(shown()).toEqual([[["x-goog-api-key", "AIza-plain"]]]);
    await hub.runtime.ledger.flush();
    const [row] = await hub.runtime.database.sql<{ decision: DecisionChain }[]>`
      SELECT decision FROM requests ORDER BY id DESC LIMIT 1`;
    expect(row?.decision.attempts).toMatchObject([
      { result: "auth_failed", statusCode: null, message: expect.stringContaining("400: invalid_grant") },
      { result: "completed", providerId: other },
    ]);
    expect(JSON.stringify(row)).not.toMatch(/refresh|its secret/);
  });

  it("is tried by the test of a provider as by its traffic", async () => {
    const providerId = await provide(authorizedUser());
    const test = () => hub.call("providers/testProviderUnified", { providerId, model: "gemini-2.5-flash" });
    expect(await test()).toMatchObject({ status: "green" });
    expect(shown()).toEqual([[["authorization", "Bearer granted-1"]]]);
    answer = () => ({ status: 401, body: { error: "invalid_client" } });
    const key = JSON.stringify(authorizedUser());
    expect(
      await hub.call("providers/testProviderUnified", { providerId, apiKey: key, providerType: "gemini" }),
    ).toMatchObject({
      status: "red",
      subStatus: "auth_error",
      message: expect.stringContaining("invalid_client"),
    });
  });
});

it("a service account signs what it asks with", async () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const email = "hub@project.iam.gserviceaccount.com";
  await provide({
    ...{ type: "service_account", client_email: email, private_key_id: "k1" },
    private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
    token_uri: `${endpoint.url}/token`,
  });
  expect(await ask()).toBe(200);
  const [asked] = endpoint.requests;
  const { grant_type: type, assertion = "" } = asked ? grantOf(asked) : {};
  expect(type).toBe("urn:ietf:params:oauth:grant-type:jwt-bearer");
  const [header = "", claims = "", signature = ""] = assertion.split(".");
  const parsed = JSON.parse(Buffer.from(claims, "base64url").toString());
  expect(parsed).toMatchObject({ iss: email, aud: `${endpoint.url}/token` });
  expect(parsed.exp - parsed.iat).toBe(3_600);
  const signed = Buffer.from(`${header}.${claims}`);
  const isSigned = verify("RSA-SHA256", signed, publicKey, Buffer.from(signature, "base64url"));
  expect(isSigned).toBe(true);
});

it("37, 44: tokens are encrypted where replicas share them, and token endpoints keep to the policy", async () => {
  await provide(authorizedUser());
  expect(await ask()).toBe(200);
  // Not closed with `close`, which would take the hub's keys away.
  const { redis } = await connectTestRedis(hub.env.REDIS_KEY_PREFIX);
  const kept = await redis.hgetall("c:google-tokens");
  redis.disconnect();
  expect(Object.keys(kept).length).toBeGreaterThan(0);
  expect(JSON.stringify(kept)).not.toMatch(/granted|refresh|client/);

  const forbidden = await provide(authorizedUser({ token_uri: "http://169.254.169.254/token" }), {
    priority: 9,
  });
  const malformed = await provide({ foo: 1 }, { priority: 9 });
  const test = (providerId: number) => hub.call("providers/testProviderUnified", { providerId });
  expect(await test(forbidden)).toMatchObject({ status: "red", subStatus: "network_error" });
  expect(await test(malformed)).toMatchObject({ status: "red", subStatus: "auth_error" });
});

describe("as time goes by", () => {
  let now = 0;
  const user = () => ({ secret: new Secret(JSON.stringify(authorizedUser())), proxyUrl: null });
  const provider = { type: "gemini", proxyFallbackToDirect: false } as const;

  function tokens(cells = new MemoryCells()) {
    const { secrets, upstream } = hub.runtime;
    return new GoogleTokens({ cells, secrets, upstream, clock: { now: () => now } });
  }

  beforeEach(() => {
    now = Date.now();
  });

  it("nobody waits while the old token is good, and the new one is there in time", async () => {
    const opened = tokens();
    const credentials = user();
    expect((await opened.open(provider, credentials)).secret.reveal()).toBe("granted-1");
    now += 50 * MINUTE_MS;
    const atOnce = opened.open(provider, credentials);
    expect(atOnce).not.toBeInstanceOf(Promise);
    expect(endpoint.requests).toHaveLength(1);
    now += 6 * MINUTE_MS;
    expect(opened.open(provider, credentials)).toMatchObject({ isAccessToken: true });
    expect(opened.open(provider, credentials)).not.toBeInstanceOf(Promise);
    await expect
      .poll(async () => (await opened.open(provider, credentials)).secret.reveal())
      .toBe("granted-2");
    expect(endpoint.requests).toHaveLength(2);
  });

  it("a refusal is remembered for a moment, and not for ever", async () => {
    answer = () => ({ status: 400, body: { error: "invalid_grant" } });
    const opened = tokens();
    const credentials = user();
    await expect(opened.open(provider, credentials)).rejects.toThrow(GoogleTokenError);
    await expect(opened.open(provider, credentials)).rejects.toThrow("invalid_grant");
    expect(endpoint.requests).toHaveLength(1);
    now += MINUTE_MS;
    answer = () => ({ status: 200, body: { access_token: "late", expires_in: 60 } });
    expect((await opened.open(provider, credentials)).secret.reveal()).toBe("late");
  });

  it("a claim whose replica died does not keep the others from asking", async () => {
    const cells = new MemoryCells();
    const credentials = user();
    const name = hub.runtime.secrets.hash(`google-token:${credentials.secret.reveal()}`);
    const claim = { token: null, claimedUntil: now + 200 };
    await cells.compareAndSet(name, 0, hub.runtime.secrets.seal(JSON.stringify(claim)));
    const obtained = tokens(cells).open(provider, credentials);
    now += 1_000;
    expect((await obtained).secret.reveal()).toBe("granted-1");
  });
});
