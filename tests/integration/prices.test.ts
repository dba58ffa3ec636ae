import { sql as drizzle, type SQL } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parsePriceTable } from "@/domain/pricing/price-table";
import { runJob } from "@/jobs/run-job";
import { syncPrices } from "@/jobs/sync-prices";
import { listShownPrices } from "@/repository/prices/list-shown-prices";
import { fetchPriceTable } from "@/services/pricing/fetch-price-table";
import { ADMIN_TOKEN, startReplica, startTestHub, type TestHub } from "../support/hub";
import { startOrigin } from "../support/origin";
import { priceTable, record } from "../support/price-table";

/** Prices: uploaded, fetched, set by hand. */

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());
beforeEach(async () => {
  await hub.database.pool.sql`DELETE FROM model_prices`;
  await hub.database.pool.sql`DELETE FROM price_table_origin`;
});

interface Lists {
  readonly added: string[];
  readonly updated: string[];
  readonly unchanged: string[];
  readonly failed: string[];
  readonly skipped: string[];
  readonly total: number;
  readonly notModified?: boolean;
}

const upload = (jsonContent: string) => hub.call<Lists>("model-prices/uploadPriceTable", { jsonContent });
const sync = () => hub.call<Lists>("model-prices/syncLiteLLMPrices");
const input = (model: string) =>
  hub.runtime.snapshot.current.prices.get(model)?.standard.base.input.toNumber();
const stored = () => hub.database.pool.sql`SELECT * FROM model_prices ORDER BY id`;
const useUrls = (...priceTableUrls: string[]) =>
  hub.call("system-config/saveSystemSettings", { priceTableUrls });

describe("an uploaded table", () => {
  it("is told apart entry by entry, and counts at once", async () => {
    const first = await upload(priceTable({ alpha: record(1e-6, 2e-6), beta: record(3e-6, 4e-6) }));
    expect(first).toEqual({
      ...{ added: ["alpha", "beta"], updated: [], unchanged: [], skipped: [], total: 4 },
      failed: ["sized-tier", "not-a-record"],
    });
    expect(input("alpha")).toBe(1e-6);
    const again = priceTable({
      beta: record(3e-6, 4e-6),
      alpha: record(5e-6, 2e-6),
      gamma: record(1e-6, 1e-6),
    });
    expect(await upload(again)).toMatchObject({ added: ["gamma"], updated: ["alpha"], unchanged: ["beta"] });
    expect(input("alpha")).toBe(5e-6);
  });

  it("makes no version of what only is written otherwise", async () => {
    await upload(priceTable({ alpha: record(1e-6, 2e-6) }));
    const turned = Object.fromEntries(Object.entries(record(0.000001, 2e-6)).reverse());
    expect(await upload(priceTable({ alpha: turned }))).toMatchObject({ unchanged: ["alpha"] });
    expect(await stored()).toHaveLength(1);
  });

  it("keeps the versions before it", async () => {
    for (const price of [1e-6, 2e-6, 3e-6]) await upload(priceTable({ alpha: record(price, 0) }));
    const history = await hub.call<
      { priceData: { input_cost_per_token: number }; supersededAt: string | null }[]
    >("model-prices/getModelPriceHistory", { modelName: "alpha" });
    expect(history.map(({ priceData }) => priceData.input_cost_per_token)).toEqual([3e-6, 2e-6, 1e-6]);
    expect(history.map(({ supersededAt }) => supersededAt === null)).toEqual([true, false, false]);
  });

  it.each(["no json", "[]", "null", "{}", '{"error":"not found"}'])(
    "29: %s changes nothing",
    async (text) => {
      await upload(priceTable({ alpha: record(1e-6, 2e-6) }));
      const before = await stored();
      await expect(upload(text)).rejects.toThrow("INVALID_INPUT");
      expect(await stored()).toEqual(before);
    },
  );

  it("may be uploaded twice at the same time", async () => {
    const tables = [1, 2, 3, 4].map((price) =>
      priceTable({ alpha: record(price, 0), beta: record(price, 0) }),
    );
    await Promise.all(tables.map(upload));
    const current = await hub.database.pool.sql`
      SELECT model, price_data->>'input_cost_per_token' AS input FROM model_prices WHERE superseded_at IS NULL`;
    expect(current).toHaveLength(2);
    expect(new Set(current.map(({ input }) => input)).size).toBe(1);
  });
});

describe("a price set by hand", () => {
  const set = (modelName: string, priceData: object) =>
    hub.call<{ source: string; modelName: string }>("model-prices/saveModelPrice", { modelName, priceData });

  it("29: wins over tables before and after it, and leaves the newest one behind", async () => {
    await upload(priceTable({ alpha: record(1e-6, 2e-6) }));
    expect(await set("alpha", { input_cost_per_token: 9e-6 })).toMatchObject({
      ...{ source: "manual", modelName: "alpha" },
      priceData: { mode: "chat" },
    });
    expect(input("alpha")).toBe(9e-6);
    const table = priceTable({ alpha: record(5e-6, 2e-6), beta: record(1, 1) });
    expect(await upload(table)).toMatchObject({ added: ["beta"], updated: [], skipped: ["alpha"], total: 4 });
    expect(input("alpha")).toBe(9e-6);
    await set("alpha", { input_cost_per_token: 8e-6 });
    expect(input("alpha")).toBe(8e-6);
    await hub.call("model-prices/deleteModelPrice", { modelName: "alpha" });
    expect(input("alpha")).toBe(5e-6);
    await expect(hub.call("model-prices/deleteModelPrice", { modelName: "alpha" })).rejects.toThrow(
      "NOT_FOUND",
    );
  });

  it.each([{}, { input_cost_per_token: -1 }, { input_cost_per_token: "1" }, { output_cost_per_image: 1 }])(
    "28: cannot be %j, which would price nothing",
    async (priceData) => {
      await expect(set("alpha", priceData)).rejects.toThrow("INVALID_INPUT");
    },
  );

  it("20: is known to another replica within a second", async () => {
    const replica = await startReplica(hub);
    try {
      await set("alpha", { input_cost_per_token: 7e-6 });
      const seen = () => replica.runtime.snapshot.current.prices.get("alpha")?.standard.base.input.toNumber();
      await expect.poll(seen, { timeout: 1_000, interval: 20 }).toBe(7e-6);
    } finally {
      await replica.close();
    }
  });
});

describe("a fetched table", () => {
  it("is asked for by its ETag, and not imported twice", async () => {
    const table = priceTable({ alpha: record(1e-6, 2e-6) });
    const origin = await startOrigin(({ headers }, response) => {
      const isKnown = headers["if-none-match"] === '"v1"';
      response.writeHead(isKnown ? 304 : 200, { etag: '"v1"' }).end(isKnown ? undefined : table);
    });
    await useUrls(`${origin.url}/table.json`);
    expect(await sync()).toMatchObject({ added: ["alpha"], notModified: false });
    expect(await sync()).toMatchObject({ added: [], unchanged: [], total: 0, notModified: true });
    await upload(priceTable({ alpha: record(2e-6, 2e-6) }));
    expect(await sync()).toMatchObject({ updated: ["alpha"], notModified: false });
    expect(origin.requests.map(({ headers }) => headers["if-none-match"])).toEqual([
      undefined,
      '"v1"',
      undefined,
    ]);
    origin.close();
  });

  it("comes from the first address that has one", async () => {
    const broken = await startOrigin((_seen, response) => response.writeHead(500).end("no"));
    const good = await startOrigin((_seen, response) => response.end(priceTable({ alpha: record(1, 1) })));
    await useUrls("http://nobody.invalid/t.json", `${broken.url}/t.json`, `${good.url}/t.json`);
    expect(await sync()).toMatchObject({ added: ["alpha"] });
    expect([broken.requests.length, good.requests.length]).toEqual([1, 1]);
    broken.close();
    good.close();
  });

  it.each([
    ["garbage", 200, "<html>maintenance</html>", "not valid JSON"],
    ["an object without a price", 200, '{"message":"rate limited"}', "no price in it"],
    ["an error", 503, "busy", "HTTP 503"],
    ["a redirect", 302, "", "HTTP 302"],
    ["a 304 that nobody asked for", 304, "", "HTTP 304"],
    ["more than it may weigh", 200, `{"a":"${"x".repeat(11 * 1024 * 1024)}"}`, "larger than"],
  ])("29: %s changes nothing and is told", async (_name, status, body, problem) => {
    await upload(priceTable({ alpha: record(1e-6, 2e-6) }));
    const before = await stored();
    const origin = await startOrigin((_seen, response) =>
      response.writeHead(status, { location: "/x" }).end(body),
    );
    await useUrls(`${origin.url}/t.json`);
    await expect(sync()).rejects.toThrow(new RegExp(`502 UPSTREAM_FAILED.*${problem}`));
    expect(await stored()).toEqual(before);
    origin.close();
  });

  it("29: is given up when it does not come in time", async () => {
    const origin = await startOrigin((_seen, response) => {
      response.writeHead(200).write('{"alpha":');
    });
    const options = { urls: [`${origin.url}/t.json`], last: null, timeoutMs: 300 };
    await expect(fetchPriceTable(options, hub.runtime.upstream)).rejects.toThrow("no answer within 300 ms");
    origin.close();
  });

  it("is fetched by the job, unless the settings say no", async () => {
    const origin = await startOrigin((_seen, response) => response.end(priceTable({ alpha: record(1, 1) })));
    await useUrls(`${origin.url}/t.json`);
    expect(await runJob(syncPrices, hub.runtime)).toMatchObject({
      kind: "ok",
      detail: { added: 1, failed: 2 },
    });
    await expect.poll(() => input("alpha")).toBe(1);
    await hub.call("system-config/saveSystemSettings", { enablePriceSync: false, priceSyncIntervalHours: 6 });
    const context = { env: hub.runtime.env, settings: hub.runtime.snapshot.current.settings };
    expect(syncPrices.isOn?.(context)).toBe(false);
    origin.close();
  });

  it("44: is not fetched where nothing may be fetched", async () => {
    await useUrls("http://169.254.169.254/latest");
    await expect(sync()).rejects.toThrow("outbound policy");
  });
});

describe("the list of prices", () => {
  const page = (asked: object) =>
    hub.call<{ data: { modelName: string; source: string }[]; total: number; totalPages: number }>(
      "model-prices/getModelPricesPaginated",
      asked,
    );
  const models = Object.fromEntries(
    Array.from({ length: 25 }, (_, at) => [`model_${String(at).padStart(2, "0")}`, record(at, at)]),
  );

  it("comes in pages, by name, each model once, found by a part of its name", async () => {
    await upload(priceTable({ ...models, "100%": record(1, 1) }));
    await hub.call("model-prices/saveModelPrice", {
      modelName: "model_03",
      priceData: { input_cost_per_token: 1 },
    });
    const second = await page({ page: 2, pageSize: 10 });
    expect(second).toMatchObject({ total: 26, totalPages: 3 });
    expect(second.data.map(({ modelName }) => modelName)[0]).toBe("model_09");
    expect((await page({ search: "DEL_03" })).data).toMatchObject([
      { modelName: "model_03", source: "manual" },
    ]);
    expect((await page({ search: "0%" })).data).toMatchObject([{ modelName: "100%" }]);
    expect((await page({ source: "manual" })).total).toBe(1);
    await expect(page({ pageSize: 201 })).rejects.toThrow("INVALID_INPUT");
  });

  it("is answered at /api/prices as scripts know it", async () => {
    await upload(priceTable(models));
    const ask = (query: string, token = ADMIN_TOKEN) =>
      fetch(`${hub.url}/api/prices?${query}`, { headers: { authorization: `Bearer ${token}` } });
    const answer = await (await ask("page=2&size=20&search=model")).json();
    expect(answer).toMatchObject({ ok: true, data: { total: 25, page: 2, pageSize: 20, totalPages: 2 } });
    expect(answer.data.data).toHaveLength(5);
    expect((await ask("page=0")).status).toBe(400);
    const { key } = await hub.addCaller();
    expect((await ask("", key)).status).toBe(403);
  });

  it("46: is read by an index, whatever is looked for", async () => {
    const { sql } = hub.database.pool;
    await sql`
      INSERT INTO model_prices (model, source, price_data, content_hash, superseded_at)
      SELECT 'm' || n % 2000, 'litellm', '{"mode":"chat"}', n::text, CASE WHEN n >= 2000 THEN now() END
      FROM generate_series(0, 39999) AS n`;
    await sql`ANALYZE model_prices`;
    const { db } = hub.database.pool;
    const explaining = {
      execute: (query: SQL) => db.execute(drizzle`EXPLAIN ${query}`),
    } as unknown as typeof db;
    const plans = await Promise.all([
      listShownPrices(explaining, { search: "m19", offset: 0, limit: 50 }),
      listShownPrices(explaining, { offset: 1_500, limit: 50 }),
    ]);
    expect(JSON.stringify(plans)).toContain("model_prices_current");
    expect(JSON.stringify(plans)).not.toContain("Seq Scan");
    expect((await page({ search: "m199", pageSize: 5 })).total).toBe(11);
  });
});

it("reads a table's names and records with care", () => {
  const long = "x".repeat(201);
  const { prices, failed } = parsePriceTable(
    `{" a ":{"mode":"chat"},"__proto__":{"mode":"chat"},"${long}":{"mode":"chat"},"b":{"mode":""},"c":[]}`,
  );
  expect([...prices.keys()]).toEqual(["a", "__proto__"]);
  expect(failed).toEqual([long.slice(0, 200), "b", "c"]);
});
