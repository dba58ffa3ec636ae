import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, newVisit, screenshot, signedIn } from "../support/browser";
import { type HubProcess, startHubProcess } from "../support/hub-process";

/** The API's two pages, in a browser that is signed in. */

let hub: HubProcess;
let browser: Browser;

beforeAll(async () => {
  [hub, browser] = await Promise.all([
    startHubProcess({ env: { ENABLE_SECURE_COOKIES: "false" } }),
    launchBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await hub.stop();
});

/** A signed-in page, with every host it asked and everything it complained of. */
async function open(path: string): Promise<{ page: Page; hosts: Set<string>; complaints: string[] }> {
  const cookies = await signedIn(browser, hub, hub.adminToken);
  const visit = await newVisit(browser, hub, { cookies });
  const page = await visit.newPage();
  const hosts = new Set<string>();
  const complaints: string[] = [];
  page.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith("http")) hosts.add(host);
  });
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  await page.goto(path);
  return { page, hosts, complaints };
}

const own = () => new URL(hub.url).host;

describe("Swagger UI", () => {
  it("shows the actions and tries one with the cookie, asking no other host", async () => {
    const { page, hosts, complaints } = await open("/api/actions/docs");
    await page
      .getByText("List users with their keys")
      .or(page.getByText("Claude Code Hub API"))
      .first()
      // Some 150 forms are drawn before the first can be seen.
      .waitFor({ timeout: 90_000 });
    await page.getByRole("heading", { name: /^Sensitive words/ }).click();
    await page.getByText("List sensitive words").click();
    const answered = page.waitForResponse((response) => response.url().endsWith("/listSensitiveWords"));
    await page.getByRole("button", { name: "Execute" }).click();
    expect((await answered).status()).toBe(200);
    expect(await (await answered).json()).toEqual({ ok: true, data: [] });
    await screenshot(page, "api-docs-swagger");
    expect([...hosts]).toEqual([own()]);
    expect(complaints).toEqual([]);
  });
});

describe("Scalar", () => {
  it("shows the actions and tries one with the cookie, asking no other host", async () => {
    const { page, hosts, complaints } = await open("/api/actions/scalar#tag/sensitive-words");
    await page.getByRole("heading", { name: "Claude Code Hub API" }).waitFor();
    await page.getByRole("heading", { name: "List sensitive words" }).scrollIntoViewIfNeeded();
    await screenshot(page, "api-docs-scalar");
    await page.getByRole("button", { name: /Test Request.*listSensitiveWords/i }).click();
    const answered = page.waitForResponse((response) => response.url().endsWith("/listSensitiveWords"));
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Send post request/ })
      .click();
    expect((await answered).status()).toBe(200);
    await screenshot(page, "api-docs-scalar-sent");
    expect([...hosts]).toEqual([own()]);
    expect(complaints).toEqual([]);
  });
});

it("the pages and the document are for everybody; what they try is not", async () => {
  for (const path of ["docs", "scalar", "openapi.json", "health"]) {
    expect((await fetch(`${hub.url}/api/actions/${path}`)).status).toBe(200);
  }
  const refused = await fetch(`${hub.url}/api/actions/sensitive-words/listSensitiveWords`, {
    method: "POST",
  });
  expect(refused.status).toBe(401);
});

it("39: lists where one is signed in, and ends a sign-in", async () => {
  const { page } = await open("/en/account");
  const list = page.getByRole("list", { name: "Sign-ins" });
  await list.getByText("This browser").waitFor();
  const before = await list.getByRole("listitem").count();
  expect(before).toBeGreaterThan(1);
  await screenshot(page, "account");
  const other = list.getByRole("listitem").filter({ hasNotText: "This browser" }).first();
  await other.getByRole("button", { name: "End" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "End" }).click();
  await expect.poll(() => list.getByRole("listitem").count()).toBe(before - 1);
  await list
    .getByRole("listitem")
    .filter({ hasText: "This browser" })
    .getByRole("button", { name: "End" })
    .click();
  await page.getByRole("alertdialog").getByRole("button", { name: "End" }).click();
  await page.waitForURL(/\/login/);
});
