import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FakeUpstream, type ScriptInput, startFakeUpstream } from "../../dev/fake-upstream";
import { launchBrowser, newVisit, open, signIn } from "../support/browser";
import { type HubProcess, startHubProcess } from "../support/hub-process";
import { fitsWidth, lookEverywhere } from "../support/screenshots";
import { seriousViolations } from "../support/serious-violations";
import { seedTraffic, sendMessage } from "../support/traffic";

/** An answer that begins, and goes on until somebody ends it. */
const ENDLESS: ScriptInput = { text: { repeat: "word ", times: 50 }, chunks: 10, hang: { afterEvents: 8 } };

const PATH = "/en/dashboard/sessions";

let hub: HubProcess;
let upstream: FakeUpstream;
let browser: Browser;
let visit: BrowserContext;
let page: Page;
let key: string;

beforeAll(async () => {
  [hub, upstream, browser] = await Promise.all([
    startHubProcess({ env: { ENABLE_SECURE_COOKIES: "false", STORE_SESSION_MESSAGES: "true" } }),
    startFakeUpstream(),
    launchBrowser(),
  ]);
  const empty = { name: "sessions-empty", path: PATH, key: hub.adminToken };
  await lookEverywhere(browser, hub, empty, async (opened) => {
    await opened.getByText("No active sessions").waitFor();
    expect(await seriousViolations(opened)).toEqual([]);
  });
  await seedTraffic(hub, upstream, 40);
  const added = await hub.call<{ defaultKey: { key: string } }>("users/addUser", { name: "newcomer" });
  key = added.defaultKey.key;
  visit = await newVisit(browser, hub);
  page = await visit.newPage();
  page.setDefaultTimeout(20_000);
  await signIn(page, hub.adminToken);
});
afterAll(async () => {
  await browser.close();
  await Promise.all([hub.stop(), upstream.close()]);
});

const begin = () => sendMessage(hub, key, { model: "claude-sonnet-4-5", isStream: true, script: ENDLESS });
const active = () => page.getByRole("table", { name: "Active sessions" });
const rowOf = (text: string) => active().getByRole("row").filter({ hasText: text });

interface Listed {
  readonly sessionId: string;
  readonly keyId: number;
  readonly userName: string;
  readonly activeRequests: readonly unknown[];
}
const listed = () => hub.call<Listed[]>("active-sessions/getActiveSessions");
const runningSession = async () =>
  (await listed()).find(({ activeRequests }) => activeRequests.length > 0)?.sessionId;

describe("the sessions page", () => {
  it("is pleasant on every screen, and in other languages", async () => {
    const running = await begin();
    const pages = [
      { name: "sessions", path: PATH, text: "newcomer" },
      { name: "sessions-ru", path: "/ru/dashboard/sessions", text: "newcomer" },
      { name: "sessions-overview", path: "/en/dashboard", text: "1 request" },
    ];
    for (const { name, path, text } of pages) {
      await lookEverywhere(browser, hub, { name, path, key: hub.adminToken }, async (opened) => {
        await opened.getByText(text).first().waitFor();
        expect(await fitsWidth(opened)).toBe(true);
        expect(await seriousViolations(opened)).toEqual([]);
      });
    }
    await hub.call("active-sessions/terminateActiveSession", {
      sessionId: await runningSession(),
      abortRunning: true,
    });
    await running.text();
  });

  it("shows a request that begins, tells its client when its session is ended, and names what will happen", async () => {
    await open(page, PATH);
    await page.getByText("Live", { exact: true }).waitFor();
    const running = await begin();
    const row = rowOf("newcomer").filter({ hasText: "running" });
    await row.waitFor();
    await row.getByRole("button", { name: /^Actions for the session/ }).click();
    await page.getByRole("menuitem", { name: "End session" }).click();
    const dialog = page.getByRole("alertdialog");
    await dialog.getByText(/no longer keeps its provider \(anthropic-main\)/).waitFor();
    await dialog.getByRole("switch", { name: "Also abort the running request" }).click();
    expect(await seriousViolations(page)).toEqual([]);
    await dialog.getByRole("button", { name: "End session and abort" }).click();
    expect(await running.text()).toContain("session_terminated");
    await page.getByText(/^The session .* was ended$/).waitFor();
    await row.waitFor({ state: "detached" });
    await rowOf("newcomer")
      .getByText(/^failed at/)
      .waitFor();
  });

  it("opens a session by its address, with its requests and what was said in them", async () => {
    const session = (await listed()).find(({ userName }) => userName === "lin.wei");
    const open = {
      name: "session",
      path: `${PATH}?session=${session?.sessionId}&key=${session?.keyId}`,
      key: hub.adminToken,
    };
    await lookEverywhere(browser, hub, open, async (opened) => {
      const drawer = opened.getByRole("dialog", { name: "Session" });
      await drawer.getByText("lin.wei / default").waitFor();
      await drawer.getByRole("button", { expanded: false }).first().click();
      await drawer.getByRole("tab", { name: "Request", exact: true }).waitFor();
      await drawer.getByText('"max_tokens": 64').waitFor();
      expect(await fitsWidth(opened)).toBe(true);
      expect(await seriousViolations(opened)).toEqual([]);
      await drawer.getByRole("tab", { name: "Answer", exact: true }).click();
      await drawer.getByRole("region", { name: "Answer" }).waitFor();
    });
  });

  it("finds sessions, by keyboard too", async () => {
    await open(page, PATH);
    await rowOf("sato").first().waitFor();
    const all = await active().getByRole("row").count();
    await page.getByRole("searchbox", { name: "Session, user, key, provider or model" }).fill("sato");
    await expect.poll(() => active().getByRole("row").count()).toBeLessThan(all);
    await expect.poll(() => rowOf("sato").count()).toBeGreaterThan(0);
    await rowOf("sato")
      .first()
      .getByRole("button", { name: /^Open the session/ })
      .press("Enter");
    await page.getByRole("dialog", { name: "Session" }).getByText(/^sato/).waitFor();
    await page.goBack();
    await page.getByRole("dialog", { name: "Session" }).waitFor({ state: "detached" });
    await page
      .getByRole("searchbox", { name: "Session, user, key, provider or model" })
      .fill("nobody at all");
    await page.getByText("No active session matches").waitFor();
  });
});

it.each([PATH, "/en/dashboard", "/en/dashboard/logs"])(
  "49: a hidden tab sends no requests: %s",
  async (path) => {
    const tab = await visit.newPage();
    await open(tab, path);
    await tab.getByText("Live", { exact: true }).waitFor();
    await setHidden(tab, true);
    await tab.getByText("Paused", { exact: true }).waitFor();
    await tab.waitForLoadState("networkidle");
    const sent: string[] = [];
    tab.on("request", (request) => sent.push(request.url()));
    // Something happens meanwhile, and longer than any page reads again.
    await (await sendMessage(hub, key, { model: "claude-sonnet-4-5", isStream: false })).text();
    await new Promise((resolve) => setTimeout(resolve, 6_500));
    expect(sent).toEqual([]);
    await setHidden(tab, false);
    await tab.getByText("Live", { exact: true }).waitFor();
    expect(sent.some((url) => url.endsWith("/api/live"))).toBe(true);
    await tab.close();
  },
);

/** Headless browsers hide no tab: the page is told so as a browser tells it. */
async function setHidden(tab: Page, isHidden: boolean): Promise<void> {
  await tab.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
    Object.defineProperty(document, "visibilityState", {
      configurable: true,
      get: () => (hidden ? "hidden" : "visible"),
    });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, isHidden);
}
