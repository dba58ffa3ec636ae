import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { CreateErrorRule } from "@/domain/error-rules/schema";
import { CreateRequestFilter } from "@/domain/request-filters/schema";
import { deleteErrorRule, insertErrorRule, listErrorRules, updateErrorRule } from "@/repository/error-rules";
import {
  deleteRequestFilter,
  insertRequestFilter,
  listRequestFilters,
  updateRequestFilter,
} from "@/repository/request-filters";
import { syncDefaultErrorRules } from "@/services/error-rules/sync-default-error-rules";
import { startTestHub, type TestCaller, type TestHub } from "../support/hub";

/** Request filters and error rules, from their tables to the wire. */

let hub: TestHub;
let caller: TestCaller;
let first: number;
let second: number;

beforeAll(async () => {
  hub = await startTestHub();
  first = await hub.addProvider({ name: "first", group_tag: "default,gold", key: "sk-first" });
  second = await hub.addProvider({
    name: "second",
    group_tag: "default,iron",
    key: "sk-second",
    priority: 1,
  });
  caller = await hub.addCaller();
});
afterAll(() => hub.close());

const db = () => hub.runtime.database.db;

/** A body no serialiser would write. */
const ODD =
  '{ "model" :"claude-sonnet-4-5","max_tokens": 10,"_n":9007199254740993,"metadata":{"user_id":"me"},\n' +
  ' "messages":[{"role":"user","content":"caf\\u00e9 \\/ secret"},{"role":"user","content":"\\u0073ecret"}]}';

function send(body = ODD, headers: Record<string, string> = {}) {
  return fetch(`${hub.url}/v1/messages`, {
    method: "POST",
    headers: { "x-api-key": caller.key, ...headers },
    body,
  });
}

/** The last requests the upstream got: whose key they carried, their body and headers. */
function received(count: number) {
  return hub.upstream.requests.slice(-count).map(({ body, headers }) => {
    const byName = new Map(headers.map(([name, value]) => [name.toLowerCase(), value]));
    return { key: byName.get("x-api-key"), body: body.toString(), headers: byName };
  });
}

async function lastLog() {
  await hub.runtime.ledger.flush();
  const { logs } = await hub.call<{ logs: Record<string, unknown>[] }>("usage-logs/getUsageLogsBatch", {
    limit: 1,
  });
  return logs[0];
}

describe("request filters", () => {
  const add = async (filter: object) => {
    await insertRequestFilter(db(), CreateRequestFilter.parse({ name: "f", ...filter }));
    await hub.runtime.snapshot.refresh("requestFilters");
  };
  const replaceSecret = { scope: "body", action: "text_replace", target: "secret", replacement: "***" };

  afterEach(async () => {
    for (const { id } of await listRequestFilters(db())) await deleteRequestFilter(db(), id);
    await hub.runtime.snapshot.refresh("requestFilters");
  });

  it("55: change what they name and leave every other byte", async () => {
    await add(replaceSecret);
    await add({ scope: "body", action: "json_path", target: "metadata.user_id", replacement: null });
    await (await send()).text();
    expect(received(1)[0]?.body).toBe(
      ODD.replace('"caf\\u00e9 \\/ secret"', '"café / ***"')
        .replace('"\\u0073ecret"', '"***"')
        .replace('"me"', "null"),
    );
  });

  it("set and remove headers, but not the hub's own", async () => {
    await add({ scope: "header", action: "set", target: "X-Team", replacement: "blue" });
    await add({ scope: "header", action: "remove", target: "anthropic-beta" });
    // Past the schema, as somebody with access to the database could write it.
    await hub.database.pool.sql`INSERT INTO request_filters (name, scope, action, target, replacement)
      VALUES ('evil', 'header', 'set', 'X-Api-Key', '"stolen"'), ('evil', 'header', 'set', 'host', '"elsewhere"'),
        ('evil', 'header', 'set', 'x-two', '"a\\r\\nb: c"')`;
    await hub.runtime.snapshot.refresh("requestFilters");
    const response = await send(ODD, { "anthropic-beta": "b1", "x-team": "red", "anthropic-version": "v" });
    expect(response.status).toBe(200);
    await response.text();
    const [request] = received(1);
    expect(request).toMatchObject({ key: "sk-first", body: ODD });
    expect(request?.headers.get("x-team")).toBe("blue");
    expect(request?.headers.has("anthropic-beta")).toBe(false);
    expect(request?.headers.get("anthropic-version")).toBe("v");
    expect(request?.headers.get("host")).toContain("127.0.0.1");
    expect(request?.headers.has("x-two")).toBe(false);
  });

  it("go by priority, then by age", async () => {
    const change = (target: string, replacement: string, priority: number) =>
      add({ scope: "body", action: "text_replace", target, replacement, priority });
    await change("secret", "B", 5);
    await change("secret", "A", 1);
    await change("A", "A2", 5);
    await (await send()).text();
    expect(received(1)[0]?.body).toContain('"A2"');
  });

  it("15: bound to a provider or a group, they hold for its attempts only and leak into no other", async () => {
    await add({ ...replaceSecret, bindingType: "providers", providerIds: [first] });
    await add({
      scope: "header",
      action: "set",
      target: "x-gold",
      replacement: "1",
      bindingType: "groups",
      groupTags: ["gold"],
    });
    await add({
      scope: "header",
      action: "set",
      target: "x-iron",
      replacement: "1",
      bindingType: "groups",
      groupTags: ["iron"],
    });
    hub.upstream.enqueue({ status: 503 });
    const response = await send();
    expect(response.status).toBe(200);
    await response.text();
    const [atFirst, atSecond] = received(2);
    expect(atFirst?.key).toBe("sk-first");
    expect(atFirst?.body).not.toContain("secret");
    expect([atFirst?.headers.has("x-gold"), atFirst?.headers.has("x-iron")]).toEqual([true, false]);
    expect(atSecond?.key).toBe("sk-second");
    expect(atSecond?.body).toBe(ODD);
    expect([atSecond?.headers.has("x-gold"), atSecond?.headers.has("x-iron")]).toEqual([false, true]);
  });

  it("that change the model change routing, guards and the log with it", async () => {
    await add({ scope: "body", action: "json_path", target: "model", replacement: "claude-haiku-4-5" });
    await (await send()).text();
    expect(received(1)[0]?.body).toBe(ODD.replace("claude-sonnet-4-5", "claude-haiku-4-5"));
    expect(await lastLog()).toMatchObject({ model: "claude-haiku-4-5", outcome: "completed" });
    const narrow = await hub.addCaller({ name: "narrow", allowedModels: ["claude-sonnet-4-5"] });
    const response = await send(ODD, { "x-api-key": narrow.key });
    expect(response.status).toBe(403);
    expect(await lastLog()).toMatchObject({ errorCode: "model_not_allowed", outcome: "refused" });
  });

  it("that fail or would grow a body beyond its bound are skipped", async () => {
    const target = "a";
    await add({ scope: "body", action: "text_replace", target, replacement: "b".repeat(10_000) });
    const body = JSON.stringify({
      model: "claude-x",
      max_tokens: 1,
      messages: [{ role: "user", content: "a".repeat(20_000) }],
    });
    const response = await send(body);
    expect(response.status).toBe(200);
    await response.text();
    expect(received(1)[0]?.body).toBe(body);
  });

  it("20: are in effect within a second of a change, without anybody's help", async () => {
    const filter = await insertRequestFilter(
      db(),
      CreateRequestFilter.parse({ name: "f", ...replaceSecret }),
    );
    const upstreamSees = async () => {
      await (await send()).text();
      return received(1)[0]?.body.includes("***");
    };
    await expect.poll(upstreamSees, { timeout: 1_000, interval: 50 }).toBe(true);
    await updateRequestFilter(db(), filter.id, { isEnabled: false });
    await expect.poll(upstreamSees, { timeout: 1_000, interval: 50 }).toBe(false);
  });
});

describe("error rules", () => {
  const add = async (rule: object) => {
    const { id } = await insertErrorRule(db(), CreateErrorRule.parse({ category: "test", ...rule }));
    await hub.runtime.snapshot.refresh("errorRules");
    return id;
  };
  const remove = async (id: number) => {
    await deleteErrorRule(db(), id);
    await hub.runtime.snapshot.refresh("errorRules");
  };

  it("replace body and status of what the client is told; the log keeps the upstream's words", async () => {
    const overrideResponse = { type: "error", error: { type: "invalid_request_error", message: "Ask Ann." } };
    const id = await add({
      pattern: "odd thing",
      matchType: "contains",
      overrideResponse,
      overrideStatusCode: 422,
    });
    hub.upstream.enqueue({ status: 400, error: { message: "An ODD thing happened" } });
    const response = await send();
    expect(response.status).toBe(422);
    expect(response.headers.get("x-should-retry")).toBe("false");
    expect(await response.json()).toEqual({
      ...overrideResponse,
      request_id: response.headers.get("request-id"),
    });
    expect(await lastLog()).toMatchObject({
      statusCode: 422,
      errorMessage: expect.stringContaining("ODD thing"),
    });
    await remove(id);
  });

  it("18: make a 404 final that would have gone elsewhere, but no 5xx, 429 or 401", async () => {
    const id = await add({ pattern: "odd thing", matchType: "contains" });
    for (const [status, attempts] of [
      [404, 1],
      [500, 2],
      [429, 2],
      [401, 2],
    ] as const) {
      const before = hub.upstream.requests.length;
      hub.upstream.enqueue({ status, error: { message: "odd thing" } });
      await (await send()).text();
      expect(hub.upstream.requests.length - before).toBe(attempts);
    }
    await remove(id);
  });

  it("are asked in the order they are listed", async () => {
    const told = (message: string) => ({ type: "error", error: { type: "t", message } });
    const low = await add({
      pattern: "odd",
      matchType: "contains",
      priority: 900,
      overrideResponse: told("low"),
    });
    const high = await add({ pattern: "o.d", priority: 901, overrideResponse: told("high") });
    expect((await listErrorRules(db())).slice(0, 2).map(({ id }) => id)).toEqual([high, low]);
    hub.upstream.enqueue({ status: 400, error: { message: "odd" } });
    expect(await (await send()).json()).toMatchObject({ error: { message: "high" } });
    await remove(low);
    await remove(high);
  });

  it("come with the product's own; an admin's edits outlive the next start", async () => {
    const defaults = (await listErrorRules(db())).filter(({ isDefault }) => isDefault);
    expect(defaults.length).toBeGreaterThan(20);
    const [disabled, narrowed, deleted] = defaults;
    if (!disabled || !narrowed || !deleted) throw new Error("too few default rules");
    expect(await deleteErrorRule(db(), deleted.id)).toBe(false);
    await updateErrorRule(db(), disabled.id, { isEnabled: false });
    await updateErrorRule(db(), narrowed.id, { pattern: "only this" });
    await hub.database.pool.sql`UPDATE error_rules SET description = 'outdated' WHERE id = ${deleted.id}`;
    await syncDefaultErrorRules(db());
    const after = await listErrorRules(db());
    expect(after.find(({ id }) => id === disabled.id)).toMatchObject({ isEnabled: false, isDefault: false });
    expect(after.find(({ id }) => id === narrowed.id)).toMatchObject({
      pattern: "only this",
      isDefault: false,
    });
    expect(after.filter(({ pattern }) => pattern === narrowed.pattern)).toMatchObject([{ isEnabled: false }]);
    expect(after.find(({ id }) => id === deleted.id)).toMatchObject({ description: deleted.description });
    expect(after).toHaveLength(defaults.length + 1);
    await syncDefaultErrorRules(db());
    expect(await listErrorRules(db())).toEqual(after);
  });

  it("that cannot be used are left out, and the others go on", async () => {
    await hub.database.pool.sql`INSERT INTO error_rules (pattern, match_type, category, override_response)
      VALUES ('(?=x)', 'regex', 'broken', NULL), ('odd', 'contains', 'no body', '{"not": "an error"}')`;
    await hub.runtime.snapshot.refresh("errorRules");
    hub.upstream.enqueue({ status: 400, error: { message: "odd" } });
    expect(await (await send()).json()).toMatchObject({ type: "error", error: { message: "odd" } });
    const provider = hub.runtime.snapshot.current.providers.byId.get(second);
    expect(provider?.name).toBe("second");
  });
});
