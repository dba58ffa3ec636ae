import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, newVisit, open, screenshot, signIn } from "../support/browser";
import { type HubProcess, startHubProcess } from "../support/hub-process";
import { fitsWidth, lookEverywhere } from "../support/screenshots";
import { seriousViolations } from "../support/serious-violations";

const PATH = "/en/settings/jobs";

let hub: HubProcess;
let browser: Browser;
let visit: BrowserContext;
let page: Page;

beforeAll(async () => {
  [hub, browser] = await Promise.all([
    startHubProcess({ env: { ENABLE_SECURE_COOKIES: "false", OUTBOUND_PRIVATE_NETWORKS: "deny" } }),
    launchBrowser(),
  ]);
  visit = await newVisit(browser, hub);
  page = await visit.newPage();
  await signIn(page, hub.adminToken);
});
afterAll(async () => {
  await browser.close();
  await hub.stop();
});

const row = (name: string) => page.getByRole("row").filter({ hasText: name });

describe("the jobs page", () => {
  it("is found in the navigation and shows every job on a new hub", async () => {
    await open(page, "/en/dashboard");
    await page.getByRole("link", { name: "Jobs", exact: true }).click();
    await page.waitForURL(/settings\/jobs$/);
    await row("Clean up requests").getByText("switched off").waitFor();
    await row("Check the sums").getByText("every 6 hours").waitFor();
    await row("Check the sums").getByText("Not run yet").waitFor();
    await row("Deliver notifications").getByText("looks every 2 sec").waitFor();
    const jobs = await hub.call<unknown[]>("jobs/getJobs");
    await expect.poll(() => page.getByRole("button", { name: /^Run now/ }).count()).toBe(jobs.length);
    expect(await seriousViolations(page)).toEqual([]);
  });

  it("runs a job now, shows that it runs, and what came of it, without a reload", async () => {
    await row("Check the sums").getByRole("button", { name: "Run now: Check the sums" }).press("Enter");
    // It waits for charges on their way, so that it takes some seconds.
    await row("Check the sums").getByText("Running", { exact: true }).waitFor();
    await row("Tidy up").getByRole("button", { name: "Run now: Tidy up" }).click();
    await page.getByText("Tidy up: done").waitFor();
    await row("Tidy up")
      .getByText(/^0 sign-ins ended/)
      .waitFor();
    const sums = row("Check the sums").getByText(/counters were off$/);
    await sums.waitFor({ timeout: 60_000 });
    await expect.poll(() => sums.textContent()).toBe("0 totals, 0 days and 0 counters were off");
    await row("Check the sums").getByText("Done", { exact: true }).waitFor();
    await row("Tell the leaderboard")
      .getByRole("button", { name: /^Run now/ })
      .click();
    await page.getByText("Tell the leaderboard: there was nothing to do").waitFor();
  });

  it("says why a job failed, and keeps it open by its address", async () => {
    await hub.call("system-config/saveSystemSettings", {
      priceTableUrls: ["http://127.0.0.1:9/prices.json"],
    });
    await row("Fetch prices")
      .getByRole("button", { name: /^Run now/ })
      .click();
    await page.getByText("Fetch prices: failed").waitFor();
    await row("Fetch prices").getByText("Failed", { exact: true }).waitFor();
    await row("Fetch prices").getByRole("button", { name: "Fetch prices", exact: true }).click();
    await page.waitForURL(/job=sync-prices/);
    const drawer = page.getByRole("dialog", { name: "Fetch prices" });
    await drawer.getByRole("region", { name: "It failed, and said why:" }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.goBack();
    await drawer.waitFor({ state: "detached" });
  });

  it("is pleasant on every screen, and in other languages", async () => {
    await lookEverywhere(browser, hub, { name: "jobs", path: PATH, key: hub.adminToken }, async (opened) => {
      await opened.getByText("Check the sums").filter({ visible: true }).first().waitFor();
      expect(await fitsWidth(opened)).toBe(true);
      expect(await seriousViolations(opened)).toEqual([]);
    });
    for (const locale of ["ru", "zh-CN"]) {
      await open(page, `/${locale}/settings/jobs?job=repair-drift`);
      await page.getByRole("dialog").getByText("ledger_drift_usd").waitFor();
      expect(await fitsWidth(page)).toBe(true);
      await screenshot(page, `jobs-${locale}`);
    }
  });
});
