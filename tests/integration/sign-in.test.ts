import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ADMIN_TOKEN, startTestHub, type TestCaller, type TestHub } from "../support/hub";

/** Signing in to the dashboard, as its form and as scripts do it. */

let hub: TestHub;

beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());

const login = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${hub.url}/api/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

const cookieOf = (response: Response) => response.headers.get("set-cookie")?.split(";")[0] ?? "";

const ask = (cookie: string, action = "users/getUsers", headers: Record<string, string> = {}) =>
  fetch(`${hub.url}/api/actions/${action}`, { method: "POST", headers: { cookie, ...headers }, body: "{}" });

async function webCaller(fields: Readonly<Record<string, unknown>> = {}): Promise<TestCaller> {
  const caller = await hub.addCaller(fields);
  await hub.call("keys/editKey", { keyId: caller.keyId, canLoginWebUi: true });
  return caller;
}

describe("POST /api/auth/login", () => {
  it("leads each role to its place", async () => {
    const admin = await login({ key: ADMIN_TOKEN });
    expect(await admin.json()).toEqual({
      ok: true,
      user: { id: -1, name: "Admin Token", description: "", role: "admin" },
      redirectTo: "/dashboard",
    });
    const user = await webCaller({ name: "Ada", note: "of the team" });
    expect(await (await login({ key: user.key })).json()).toEqual({
      ok: true,
      user: { id: user.userId, name: "Ada", description: "of the team", role: "user" },
      redirectTo: "/dashboard",
    });
    const readOnly = await hub.addCaller({ name: "only reads" });
    expect(await (await login({ key: ` ${readOnly.key} ` })).json()).toMatchObject({
      redirectTo: "/my-usage",
    });
  });

  it("39: gives an opaque cookie that scripts of pages cannot read", async () => {
    const response = await login({ key: ADMIN_TOKEN });
    const cookie = response.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^auth-token=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(cookie).not.toContain(ADMIN_TOKEN);
  });

  it("57: refuses with codes", async () => {
    const refusals = [
      [{}, 400, "INVALID_INPUT"],
      [{ key: "  " }, 400, "INVALID_INPUT"],
      ["not json", 400, "INVALID_INPUT"],
      [{ key: "sk-nobody" }, 401, "AUTH_INVALID"],
    ] as const;
    for (const [body, status, errorCode] of refusals) {
      const response = await login(body);
      expect(response.status).toBe(status);
      expect(await response.json()).toMatchObject({ ok: false, errorCode });
    }
    const elsewhere = await login({ key: ADMIN_TOKEN }, { "sec-fetch-site": "cross-site" });
    expect(elsewhere.status).toBe(403);
  });

  it("41: makes an address wait after ten failures, with right keys too", async () => {
    const from = { "x-forwarded-for": "198.51.100.20" };
    for (let n = 0; n < 10; n++) expect((await login({ key: `wrong ${n}` }, from)).status).toBe(401);
    const response = await login({ key: ADMIN_TOKEN }, from);
    expect(response.status).toBe(429);
    expect(await response.json()).toMatchObject({ errorCode: "TOO_MANY_ATTEMPTS" });
    expect((await login({ key: ADMIN_TOKEN }, { "x-forwarded-for": "198.51.100.21" })).status).toBe(200);
  });
});

describe("a session", () => {
  it("39: ends with signing out, wherever its cookie has got to", async () => {
    const cookie = cookieOf(await login({ key: ADMIN_TOKEN }));
    expect((await ask(cookie)).status).toBe(200);
    const logout = await fetch(`${hub.url}/api/auth/logout`, { method: "POST", headers: { cookie } });
    expect(await logout.json()).toEqual({ ok: true });
    expect(logout.headers.get("set-cookie")).toMatch(/^auth-token=; Max-Age=0/);
    expect((await ask(cookie)).status).toBe(401);
  });

  it("39: is listed and can be ended from elsewhere", async () => {
    const user = await webCaller({ name: "Grace" });
    const cookie = cookieOf(await login({ key: user.key }, { "user-agent": "a browser" }));
    type Session = { id: number; userName: string; userAgent: string; isCurrent: boolean };
    const own = (await (await ask(cookie, "web-sessions/getWebSessions")).json()) as { data: Session[] };
    expect(own.data).toMatchObject([{ userName: "Grace", userAgent: "a browser", isCurrent: true }]);
    await hub.call("web-sessions/revokeWebSession", { id: own.data[0]?.id });
    expect((await ask(cookie)).status).toBe(401);
  });

  it("39: of a page answers the hub's own pages only", async () => {
    const cookie = cookieOf(await login({ key: ADMIN_TOKEN }));
    const refused = await ask(cookie, "users/getUsers", { "sec-fetch-site": "same-site" });
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ errorCode: "ORIGIN_REFUSED" });
    expect((await ask(cookie, "users/getUsers", { "sec-fetch-site": "same-origin" })).status).toBe(200);
  });

  it.each([
    ["the key is disabled", ({ keyId }: TestCaller) => ["keys/editKey", { keyId, isEnabled: false }]],
    [
      "the key may not sign in any more",
      ({ keyId }: TestCaller) => ["keys/editKey", { keyId, canLoginWebUi: false }],
    ],
    ["the key is deleted", ({ keyId }: TestCaller) => ["keys/removeKey", { keyId }]],
    ["the user is disabled", ({ userId }: TestCaller) => ["users/editUser", { userId, isEnabled: false }]],
    [
      "the user has expired",
      ({ userId }: TestCaller) => ["users/editUser", { userId, expiresAt: "2020-01-01" }],
    ],
    ["the user is deleted", ({ userId }: TestCaller) => ["users/removeUser", { userId }]],
  ] as const)("41: opens nothing more when %s", async (_what, change) => {
    const user = await webCaller();
    await hub.call("keys/addKey", { userId: user.userId, name: "spare" });
    const cookie = cookieOf(await login({ key: user.key }));
    expect((await ask(cookie)).status).toBe(200);
    const [action, input] = change(user);
    await hub.call(action as string, input);
    expect([401, 403]).toContain((await ask(cookie)).status);
  });
});

it("56: scripts may send the token or a key itself, as bearer or in the cookie", async () => {
  const user = await webCaller();
  for (const credential of [ADMIN_TOKEN, user.key]) {
    expect((await ask(`other=1; auth-token=${credential}`)).status).toBe(200);
    const bearer = await fetch(`${hub.url}/api/actions/users/getUsers`, {
      method: "POST",
      headers: { authorization: `bearer  ${credential} ` },
    });
    expect(bearer.status).toBe(200);
  }
});

it("39: the cookie follows ENABLE_SECURE_COOKIES", async () => {
  await hub.close();
  const holder = globalThis as Record<symbol, unknown>;
  delete holder[Symbol.for("hub.runtime")];
  hub = await startTestHub({ env: { ENABLE_SECURE_COOKIES: "false" } });
  const response = await login({ key: ADMIN_TOKEN });
  expect(response.headers.get("set-cookie")).not.toContain("Secure");
});
