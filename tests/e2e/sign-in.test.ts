import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newVisit, open, screenshot } from "../support/browser";
import { type HubProcess, startHubProcess } from "../support/hub-process";

/** Where signing in would not last: a hub whose cookies need HTTPS, visited without. */

const NAME = "hub.test";

let hub: HubProcess;
let browser: Browser;

beforeAll(async () => {
  [hub, browser] = await Promise.all([
    startHubProcess(),
    chromium.launch({
      executablePath: process.env.CHROMIUM_PATH || "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-dev-shm-usage", `--host-resolver-rules=MAP ${NAME} 127.0.0.1`],
    }),
  ]);
});
afterAll(async () => {
  await browser.close();
  await hub.stop();
});

async function warningAt(url: string): Promise<boolean> {
  const visit = await newVisit(browser, { url });
  const page = await visit.newPage();
  await open(page, "/en/login");
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  // The page reads its own address, which it can only once it runs.
  await page.waitForLoadState("networkidle");
  const isShown = await page.getByText("ENABLE_SECURE_COOKIES=false").isVisible();
  await screenshot(page, `login-${new URL(url).hostname}`);
  await visit.close();
  return isShown;
}

it("39: warns on plain HTTP, but not on the machine itself", async () => {
  expect(await warningAt(hub.url.replace("127.0.0.1", NAME))).toBe(true);
  expect(await warningAt(hub.url)).toBe(false);
  expect(await warningAt(hub.url.replace("127.0.0.1", "localhost"))).toBe(false);
});
