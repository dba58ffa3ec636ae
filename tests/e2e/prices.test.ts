import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, newVisit, open, reopen, screenshot, signIn } from "../support/browser";
import { type HubProcess, startHubProcess } from "../support/hub-process";
import { priceTable, record } from "../support/price-table";
import { fitsWidth, lookEverywhere } from "../support/screenshots";
import { seriousViolations } from "../support/serious-violations";
import { makeTempDir } from "../support/temp-dir";

/** The prices page as an admin uses it. The tests build on each other. */

const PATH = "/en/settings/prices";

const files = makeTempDir("price-tables");
let hub: HubProcess;
let browser: Browser;
let visit: BrowserContext;
let page: Page;

beforeAll(async () => {
  [hub, browser] = await Promise.all([
    startHubProcess({ env: { ENABLE_SECURE_COOKIES: "false" } }),
    launchBrowser(),
  ]);
  visit = await newVisit(browser, hub);
  page = await visit.newPage();
  await signIn(page, hub.adminToken);
});
afterAll(async () => {
  await browser.close();
  await hub.stop();
  files.remove();
});

const dialog = () => page.getByRole("dialog");
const row = (model: string) => page.getByRole("row").filter({ hasText: model });

function tableFile(name: string, text: string): string {
  const path = join(files.path, name);
  writeFileSync(path, text);
  return path;
}

/** A table larger than one page, and than a server function would take. */
function bigTable(): string {
  const models = Array.from({ length: 2_000 }, (_, at) => {
    const more = { note: "x".repeat(600) };
    return [`vendor/model-${String(at).padStart(4, "0")}`, record(at / 1e9, at / 1e8, more)] as const;
  });
  return priceTable(Object.fromEntries(models));
}

describe("the prices page", () => {
  it("adds a price of one's own, which says what is wrong with it and keeps what was typed", async () => {
    await open(page, "/en/dashboard");
    await page.getByRole("link", { name: "Prices", exact: true }).click();
    await page.getByRole("button", { name: "Add price" }).click();
    await dialog().getByRole("button", { name: "Save price" }).click();
    await dialog().getByText("This is required").waitFor();
    await dialog().getByText("Set at least a price for input, output or image output").waitFor();
    await dialog().getByLabel("Model name").fill("vendor/model-0007");
    await dialog().getByLabel("Input", { exact: true }).fill("three");
    await dialog().getByRole("button", { name: "Save price" }).click();
    await dialog().getByText("Enter a number").waitFor();
    expect(await dialog().getByLabel("Input", { exact: true }).inputValue()).toBe("three");
    expect(await seriousViolations(page)).toEqual([]);
    await dialog().getByLabel("Input", { exact: true }).fill("0,3");
    await dialog().getByLabel("Output", { exact: true }).fill("1.5");
    await dialog().getByRole("button", { name: "Save price" }).click();
    await dialog().waitFor({ state: "detached" });
    await page.getByRole("searchbox", { name: "Search for a model" }).fill("MODEL-0007");
    await row("vendor/model-0007").getByText("$0.30").waitFor();
    await row("vendor/model-0007").getByText("Your own").waitFor();
    expect(
      await hub.call("model-prices/getModelPriceHistory", { modelName: "vendor/model-0007" }),
    ).toMatchObject([
      { source: "manual", priceData: { input_cost_per_token: 3e-7, output_cost_per_token: 1.5e-6 } },
    ]);
  });

  it("uploads a table and lists what became of each entry", async () => {
    await page.getByRole("button", { name: "Upload" }).click();
    await dialog().getByLabel("Choose a file, or drop it here").setInputFiles(tableFile("broken.json", "{"));
    await dialog().getByRole("button", { name: "Import" }).click();
    await dialog().getByRole("alert").getByText("it is not valid JSON").waitFor();
    await dialog().getByText("broken.json").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await dialog()
      .getByLabel("Choose a file, or drop it here")
      .setInputFiles(tableFile("big.json", bigTable()));
    await dialog().getByRole("button", { name: "Import" }).click();
    await dialog().getByText("2,002 entries in the table").waitFor();
    for (const [list, count] of [
      ["Added", "1,999"],
      ["Changed", "0"],
      ["Unchanged", "0"],
      ["Your own price stays", "1"],
      ["Unreadable", "2"],
    ] as const) {
      const line = dialog()
        .getByRole("listitem")
        .filter({ has: page.getByText(list, { exact: true }) });
      await line.getByText(count, { exact: true }).first().waitFor();
    }
    await dialog().getByText("Unreadable", { exact: true }).click();
    await dialog().getByText("not-a-record").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await screenshot(page, "prices-upload");
    await dialog().getByRole("button", { name: "Done" }).click();
  });

  it("pages and searches by the URL", async () => {
    await open(page, PATH);
    const first = page.getByText(/^1–50 of 2,\d\d\d$/);
    await first.waitFor();
    await page.getByRole("button", { name: "Next page" }).click();
    await page.getByText(/^51–100 of 2,\d\d\d$/).waitFor();
    expect(new URL(page.url()).searchParams.get("page")).toBe("2");
    await page.getByRole("searchbox", { name: "Search for a model" }).fill("model-19");
    await page.getByText("1–50 of 100", { exact: true }).waitFor();
    await reopen(page);
    await page.getByText("1–50 of 100", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Source" }).click();
    await page.getByRole("option", { name: "Your own" }).click();
    await page.getByText("Nothing matches").waitFor();
    await page.getByRole("button", { name: "Clear filters" }).click();
    await first.waitFor();
  });

  it("shows a model's history, changes its own price and takes it back", async () => {
    await open(page, `${PATH}?model=vendor/model-0007`);
    const history = dialog().getByRole("list", { name: "History" });
    await history.getByText("In force").waitFor();
    await history.getByText("Overruled by a stronger source").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await dialog().getByRole("button", { name: "Change your price" }).click();
    await expect.poll(() => dialog().getByLabel("Input", { exact: true }).inputValue()).toBe("0.3");
    await dialog().getByLabel("Input", { exact: true }).fill("0.4");
    await dialog().getByRole("button", { name: "Save price" }).click();
    await dialog().waitFor({ state: "detached" });
    await open(page, `${PATH}?model=vendor/model-0007`);
    await expect.poll(() => history.locator("> li").count()).toBe(3);
    await dialog().getByRole("button", { name: "Delete your price" }).click();
    const question = page.getByRole("alertdialog");
    await question.getByText(/costs what the table says/).waitFor();
    await question.getByRole("button", { name: "Delete price" }).click();
    await page.getByText("Your price of vendor/model-0007 was deleted.").waitFor();
    await dialog().getByRole("button", { name: "Set your own price" }).waitFor();
  });

  it("tells why prices could not be fetched", async () => {
    await hub.call("system-config/saveSystemSettings", {
      priceTableUrls: ["http://127.0.0.1:9/prices.json"],
    });
    await open(page, PATH);
    await page.getByRole("button", { name: "Fetch now" }).click();
    await page.getByText(/^The upstream refused or did not answer: /).waitFor();
  });

  it("is pleasant on every screen, and in other languages", async () => {
    await lookEverywhere(
      browser,
      hub,
      { name: "prices", path: PATH, key: hub.adminToken },
      async (opened) => {
        await opened.getByText(/^1–50 of/).waitFor();
        expect(await fitsWidth(opened)).toBe(true);
        expect(await seriousViolations(opened)).toEqual([]);
      },
    );
    for (const locale of ["ru", "zh-CN"]) {
      await open(page, `/${locale}/settings/prices?set=vendor/model-0008`);
      await page.getByRole("dialog").getByRole("textbox").first().waitFor();
      expect(await fitsWidth(page)).toBe(true);
      await screenshot(page, `prices-${locale}`);
    }
  });
});
