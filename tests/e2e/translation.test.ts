import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type FakeUpstream, startFakeUpstream } from "../../dev/fake-upstream";
import { launchBrowser, newVisit, open, signIn } from "../support/browser";
import { type HubProcess, startHubProcess } from "../support/hub-process";
import { fitsWidth, lookEverywhere } from "../support/screenshots";
import { seriousViolations } from "../support/serious-violations";

/** What the dashboard shows of translation, with the real process. */

let hub: HubProcess;
let upstream: FakeUpstream;
let browser: Browser;
let visit: BrowserContext;
let page: Page;
let key: string;
let provider: number;

beforeAll(async () => {
  [hub, upstream, browser] = await Promise.all([
    startHubProcess({ env: { ENABLE_SECURE_COOKIES: "false" } }),
    startFakeUpstream(),
    launchBrowser(),
  ]);
  const fields = { name: "Claude here", url: upstream.url, key: "sk-upstream" };
  provider = (await hub.call<{ id: number }>("providers/addProvider", fields)).id;
  key = (await hub.call<{ defaultKey: { key: string } }>("users/addUser", { name: "ann" })).defaultKey.key;
  visit = await newVisit(browser, hub);
  page = await visit.newPage();
  await signIn(page, hub.adminToken);
});
afterAll(async () => {
  await browser.close();
  await Promise.all([hub.stop(), upstream.close()]);
});

const post = (path: string, body: object) =>
  fetch(hub.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
    body: JSON.stringify(body),
  });

it("a request's losses stand in its routing, and count at its provider", async () => {
  const messages = [{ role: "user", content: "hi" }];
  const body = { model: "claude-opus-4-5", messages, seed: 7, logit_bias: { "1": 2 } };
  const response = await post("/v1/chat/completions", body);
  expect(response.status).toBe(200);
  const id = response.headers.get("x-cch-request-id");
  const path = `/en/dashboard/logs?request=${id}`;
  const where = { name: "log-translated", path, key: hub.adminToken };
  await lookEverywhere(browser, hub, where, async (opened) => {
    await opened.getByText("translated into anthropic").waitFor();
    await opened.getByText(/\d losses in translation/).click();
    await opened.getByText("logit-bias").waitFor();
    expect(await fitsWidth(opened)).toBe(true);
    expect(await seriousViolations(opened)).toEqual([]);
  });
  await open(page, "/en/settings/providers");
  await page
    .getByText(/\d losses in translation/)
    .first()
    .waitFor();
});

it("an admin switches translation off for a provider", async () => {
  await open(page, `/en/settings/providers?provider=${provider}`);
  const dialog = page.getByRole("dialog");
  const toggle = dialog.getByRole("switch", { name: "Translate for it" });
  await toggle.waitFor();
  await expect.poll(() => toggle.getAttribute("aria-checked")).toBe("true");
  await toggle.click();
  await dialog.getByRole("button", { name: /^Save/ }).click();
  await dialog.waitFor({ state: "detached" });
  const body = { model: "claude-opus-4-5", messages: [{ role: "user", content: "hi" }] };
  await expect.poll(async () => (await post("/v1/chat/completions", body)).status).toBe(503);
});

it("tokens are counted by the bundled tokenizer where nobody can be asked", async () => {
  const response = await post("/v1/responses/input_tokens", { model: "gpt-5", input: "hello world" });
  expect([response.status, response.headers.get("x-cch-token-count")]).toEqual([200, "estimated"]);
  expect(await response.json()).toMatchObject({ input_tokens: 6 });
});
