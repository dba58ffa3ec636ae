import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FakeUpstream, startFakeUpstream } from "../../dev/fake-upstream";
import { launchBrowser, newVisit, open, reopen, signIn } from "../support/browser";
import { type HubProcess, startHubProcess } from "../support/hub-process";
import { fitsWidth, lookEverywhere } from "../support/screenshots";
import { seriousViolations } from "../support/serious-violations";
import { seedTraffic, sendMessage } from "../support/traffic";

const REQUESTS = 120;

let hub: HubProcess;
let upstream: FakeUpstream;
let browser: Browser;
let visit: BrowserContext;
let page: Page;

beforeAll(async () => {
  [hub, upstream, browser] = await Promise.all([
    startHubProcess({ env: { ENABLE_SECURE_COOKIES: "false" } }),
    startFakeUpstream(),
    launchBrowser(),
  ]);
  const empty = { name: "logs-empty", path: "/en/dashboard/logs", key: hub.adminToken };
  await lookEverywhere(browser, hub, empty, (opened) => opened.getByText("No requests yet").waitFor());
  await seedTraffic(hub, upstream, REQUESTS);
  visit = await newVisit(browser, hub);
  page = await visit.newPage();
  await signIn(page, hub.adminToken);
});
afterAll(async () => {
  await browser.close();
  await Promise.all([hub.stop(), upstream.close()]);
});

const rows = () => page.locator("tbody tr");

describe("the request log", () => {
  it("is pleasant on every screen", async () => {
    const pages = [
      { name: "dashboard", path: "/en/dashboard", heading: "Dashboard" },
      { name: "logs", path: "/en/dashboard/logs", heading: "Requests" },
      { name: "logs-zh", path: "/zh-CN/dashboard/logs", heading: "请求日志" },
    ];
    for (const { name, path, heading } of pages) {
      await lookEverywhere(browser, hub, { name, path, key: hub.adminToken }, async (opened) => {
        await opened.getByRole("heading", { name: heading }).waitFor();
        await opened.getByText("claude-sonnet-4-5").first().waitFor();
        expect(await fitsWidth(opened)).toBe(true);
        expect(await seriousViolations(opened)).toEqual([]);
      });
    }
  });

  it("reads on by itself to the very first request", async () => {
    await open(page, "/en/dashboard/logs");
    await expect.poll(() => rows().count()).toBeGreaterThan(10);
    await expect
      .poll(
        async () => {
          await page.mouse.wheel(0, 3_000);
          return page.getByText(`${REQUESTS + 1} requests, all there are`).count();
        },
        { timeout: 15_000 },
      )
      .toBe(1);
    // However many there are, only what is in sight exists.
    expect(await rows().count()).toBeLessThan(60);
  });

  it("filters at once, by address, and every filter can be taken away", async () => {
    await open(page, "/en/dashboard/logs");
    await page.getByRole("button", { name: "Status", exact: true }).click();
    await page.getByRole("option", { name: "502" }).click();
    await page.waitForURL(/status=502/);
    const { total } = await hub.call<{ total: number }>("usage-logs/getUsageLogs", { statusCode: 502 });
    expect(total).toBeGreaterThan(5);
    await page.getByText(`${total} requests, all there are`).waitFor();
    await reopen(page);
    await page.getByText(`${total} requests, all there are`).waitFor();
    await page.getByRole("button", { name: "Clear Status" }).click();
    await page.getByText(/^50 requests loaded/).waitFor();
    await open(page, "/en/dashboard/logs?model=no-such-model");
    await page.getByText("Nothing matches these filters").waitFor();
  });

  it("explains a request: its sum, its routing, its failure", async () => {
    await open(page, "/en/dashboard/logs?status=502");
    await rows().first().getByRole("button").press("Enter");
    const drawer = page.getByRole("dialog", { name: "Request" });
    await drawer.getByText("3 providers considered, 2 eligible").waitFor();
    await drawer.getByText("anthropic-main").first().waitFor();
    await drawer.getByRole("heading", { name: "Upstream failed", exact: true }).waitFor();
    await expect.poll(() => drawer.getByText("failed (500)").count()).toBeGreaterThanOrEqual(2);
    expect(await seriousViolations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await drawer.waitFor({ state: "detached" });
    await open(page, "/en/dashboard/logs?status=200");
    const cost = rows().first().getByText(/^\$/);
    const text = await cost.textContent();
    await cost.hover();
    const sum = page.getByRole("tooltip");
    await sum.getByText("Provider multiplier").waitFor();
    await expect.poll(() => sum.textContent()).toContain(text ?? "?");
  });

  it("looks good with a request open", async () => {
    const { logs } = await hub.call<{ logs: { id: string }[] }>("usage-logs/getUsageLogsBatch", {
      statusCode: 200,
      limit: 1,
    });
    const open = {
      name: "logs-request",
      path: `/en/dashboard/logs?request=${logs[0]?.id}`,
      key: hub.adminToken,
    };
    await lookEverywhere(browser, hub, open, async (opened) => {
      await opened.getByText("Price from the built-in table").waitFor();
      expect(await fitsWidth(opened)).toBe(true);
    });
  });

  it("offers new requests instead of moving rows", async () => {
    await open(page, "/en/dashboard/logs");
    await expect.poll(() => rows().count()).toBeGreaterThan(10);
    const first = await rows().first().textContent();
    await page.getByText("Live", { exact: true }).waitFor();
    const key = (await hub.call<{ defaultKey: { key: string } }>("users/addUser", { name: "newcomer" }))
      .defaultKey.key;
    await (await sendMessage(hub, key, { model: "claude-sonnet-4-5", isStream: false })).text();
    await page.getByRole("button", { name: "1 new request" }).waitFor();
    expect(await rows().first().textContent()).toBe(first);
    // Records are written in batches, well within this.
    await expect
      .poll(async () => {
        const { logs } = await hub.call<{ logs: { userName: string }[] }>("usage-logs/getUsageLogsBatch", {
          limit: 1,
        });
        return logs[0]?.userName;
      })
      .toBe("newcomer");
    await page.getByRole("button", { name: "1 new request" }).click();
    await expect.poll(() => rows().first().textContent()).toContain("newcomer");
  });
});
