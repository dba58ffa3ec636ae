import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FakeUpstream, startFakeUpstream } from "../../dev/fake-upstream";
import { launchBrowser, newVisit, open, screenshot, signIn } from "../support/browser";
import { type HubProcess, startHubProcess } from "../support/hub-process";
import { fitsWidth, lookEverywhere } from "../support/screenshots";
import { seriousViolations } from "../support/serious-violations";
import { sendMessage } from "../support/traffic";

/** The notifications page as an admin sets it up, from the empty hub on. The tests build on each other. */

const PATH = "/en/settings/notifications";

let hub: HubProcess;
let browser: Browser;
let visit: BrowserContext;
let page: Page;
let receiver: Server;
let receiverUrl: string;
/** The bodies that came in. */
const received: { readonly title?: string }[] = [];
let status = 200;
let upstream: FakeUpstream;

beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received.push(JSON.parse(Buffer.concat(chunks).toString() || "{}") as { title?: string });
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  receiverUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  [hub, upstream, browser] = await Promise.all([
    startHubProcess({ env: { ENABLE_SECURE_COOKIES: "false" } }),
    startFakeUpstream(),
    launchBrowser(),
  ]);
  visit = await newVisit(browser, hub);
  page = await visit.newPage();
  await signIn(page, hub.adminToken);
});
afterAll(async () => {
  await browser.close();
  await Promise.all([hub.stop(), upstream.close()]);
  receiver.close();
});

const form = () => page.getByRole("dialog");
const target = (name: string) =>
  page.getByRole("list", { name: "Targets" }).getByRole("listitem").filter({ hasText: name });

interface Stored {
  readonly id: number;
  readonly name: string;
  readonly webhookUrl: string | null;
  readonly customHeaders: Record<string, string> | null;
}
const stored = () => hub.call<Stored[]>("webhook-targets/getWebhookTargetsAction");

describe("the notifications page", () => {
  it("46: leads from nothing to the first target", async () => {
    await open(page, "/en/dashboard");
    await page.getByRole("link", { name: "Notifications", exact: true }).click();
    await page.getByText("No targets yet").waitFor();
    await page.getByText("Nothing has been told yet").waitFor();
    await expect.poll(() => page.getByText("Nobody hears of it").count()).toBe(3);
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole("button", { name: "Add target" }).click();
    await form().getByRole("textbox", { name: "Name", exact: true }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });

  it("says what is wrong where it is wrong, and keeps what was typed", async () => {
    await form().getByText("Custom", { exact: true }).click();
    await form().getByRole("textbox", { name: "Body" }).fill("{ broken");
    await form().getByRole("button", { name: "Add target" }).click();
    await form().getByText("This is not valid JSON").waitFor();
    await expect.poll(() => form().getByText("This is required").count()).toBe(2);
    expect(await stored()).toEqual([]);
    await form().getByRole("textbox", { name: "Name", exact: true }).fill("Ops");
    await form().getByRole("textbox", { name: "Body" }).fill('{"title": ""}');
    await form().getByRole("textbox", { name: "Body" }).press("Home");
    await form()
      .getByRole("textbox", { name: "Body" })
      .evaluate((box: HTMLTextAreaElement) => box.setSelectionRange(11, 11));
    await form().getByRole("button", { name: "Insert title", exact: true }).click();
    await form().getByRole("textbox", { name: "Webhook URL" }).fill("http://169.254.169.254/latest");
    await form().getByRole("button", { name: "Add target" }).click();
    await form().getByRole("alert").getByText("No upstream can be at this address").waitFor();
    expect(await form().getByRole("textbox", { name: "Body" }).inputValue()).toBe('{"title": "{{title}}"}');
    expect(await seriousViolations(page)).toEqual([]);
    await form().getByRole("textbox", { name: "Webhook URL" }).fill(receiverUrl);
    await form().getByRole("button", { name: "Add header" }).click();
    await form().getByLabel("Header 1").fill("X-Token");
    await form().getByLabel("Value 1").fill("secret");
    await form().getByRole("button", { name: "Add target" }).click();
    await form().waitFor({ state: "detached" });
    await target("Ops").getByText("Never tested").waitFor();
  });

  it("sends a test of the chosen kind and shows how it went", async () => {
    await page.getByRole("button", { name: "Test Ops" }).click();
    await page.getByRole("menuitem", { name: "Spend limit nearly reached" }).click();
    await page.getByText(/^Ops took it in/).waitFor();
    await target("Ops").getByText("Test arrived").waitFor();
    expect(received.at(-1)?.title).toBe("A spend limit is nearly reached");
    status = 403;
    await page.getByRole("button", { name: "Test Ops" }).click();
    await page.getByRole("menuitem", { name: "Daily leaderboard" }).click();
    await page.getByText(/^The upstream refused or did not answer/).waitFor();
    await target("Ops").getByText("Test failed").waitFor();
    status = 200;
  });

  it("changes a target by a link, and keeps its secrets", async () => {
    const [ops] = await stored();
    await open(page, `${PATH}?target=${ops?.id}`);
    await form().getByText("Stored headers: X-Token").waitFor();
    await form().getByRole("textbox", { name: "Name", exact: true }).fill("Ops room");
    await form().getByRole("button", { name: "Save target" }).click();
    await form().waitFor({ state: "detached" });
    await target("Ops room").waitFor();
    const [saved] = await stored();
    expect(saved).toEqual({ ...ops, name: "Ops room", updatedAt: expect.any(String) });
  });

  it("sets when a kind is told and to whom, with a schedule of its own", async () => {
    await page.getByRole("switch", { name: "Send notifications" }).click();
    await page.getByText("What is switched on below is told.").waitFor();
    await page.getByRole("switch", { name: "Tell: Spend limit nearly reached" }).click();
    await page.getByRole("button", { name: "Set up: Spend limit nearly reached" }).click();
    await form().getByLabel("From").fill("0");
    await form()
      .getByRole("checkbox", { name: /^Ops room/ })
      .check();
    await form().getByText("Different for this target").click();
    await form().getByLabel("Schedule").fill("every day");
    await form().getByLabel("Time zone").fill("Mars/Base");
    await form().getByRole("button", { name: "Save", exact: true }).click();
    await form().getByText("At least 1", { exact: true }).waitFor();
    await form().getByText("Five fields are needed, such as 0 9 * * 1-5").waitFor();
    await form().getByText("Not a known time zone, such as Asia/Shanghai").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await form().getByLabel("From").fill("65");
    await form().getByLabel("Schedule").fill("0 9 * * 1-5");
    await form().getByLabel("Time zone").fill("Europe/Berlin");
    await form().getByRole("button", { name: "Save", exact: true }).click();
    await form().waitFor({ state: "detached" });
    await page.getByText("From 65% of a limit on, looked for every 60 min").waitFor();
    expect(
      await hub.call("notification-bindings/getBindingsForTypeAction", { type: "cost_alert" }),
    ).toMatchObject([{ scheduleCron: "0 9 * * 1-5", scheduleTimezone: "Europe/Berlin", isEnabled: true }]);
    await expect.poll(() => page.getByText("Nobody hears of it").count()).toBe(2);
  });

  it("keeps a history of what was told, and narrows it by the URL", async () => {
    const [ops] = await stored();
    await hub.call("notifications/updateNotificationSettingsAction", { circuitBreakerEnabled: true });
    await hub.call("notification-bindings/updateBindingsAction", {
      type: "circuit_breaker",
      bindings: [{ targetId: ops?.id }],
    });
    await breakProvider("flaky");
    const history = page.getByRole("list", { name: "History" });
    await history.getByText("flaky").waitFor({ timeout: 30_000 });
    await history.getByText("Delivered", { exact: true }).waitFor({ timeout: 30_000 });
    status = 403;
    await breakProvider("other");
    await history.getByText("Failed", { exact: true }).waitFor({ timeout: 30_000 });
    await page.getByRole("button", { name: "Kind", exact: true }).click();
    await page.getByRole("option", { name: "Daily leaderboard" }).click();
    await page.getByText("Nothing matches").waitFor();
    await page.waitForURL(/told=daily_leaderboard/);
    await page.getByRole("button", { name: "Clear filters" }).click();
    await history.getByText("flaky").waitFor();
  });

  it("is pleasant on every screen, and in other languages", async () => {
    for (const providerType of ["wechat", "feishu"]) {
      await hub.call("webhook-targets/createWebhookTargetAction", {
        name: `${providerType} – platform team, on call`,
        providerType,
        webhookUrl: "https://robots.example/cgi-bin/webhook/send?key=secret",
      });
    }
    await lookEverywhere(
      browser,
      hub,
      { name: "notifications", path: PATH, key: hub.adminToken },
      async (opened) => {
        await opened.getByText("flaky").waitFor();
        expect(await fitsWidth(opened)).toBe(true);
        expect(await seriousViolations(opened)).toEqual([]);
      },
    );
    for (const locale of ["ru", "zh-CN"]) {
      await open(page, `/${locale}/settings/notifications`);
      await page.getByText("flaky").waitFor();
      expect(await fitsWidth(page)).toBe(true);
      await screenshot(page, `notifications-${locale}`);
    }
  });

  it("asks before a target goes", async () => {
    await open(page, PATH);
    await page.getByRole("button", { name: "Actions for Ops room" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await page.getByText("Ops room was deleted.").waitFor();
    await target("Ops room").waitFor({ state: "detached" });
  });
});

/** A provider that fails until its circuit opens. */
async function breakProvider(name: string): Promise<void> {
  await hub.call("providers/addProvider", {
    name,
    url: upstream.url,
    key: "sk-upstream-secret",
    group_tag: name,
    circuit_breaker_failure_threshold: 1,
  });
  const added = await hub.call<{ defaultKey: { key: string } }>("users/addUser", {
    name: `user of ${name}`,
    providerGroup: name,
  });
  const script = { status: 500, error: { message: "out of order" } };
  const message = { model: "claude-sonnet-4-5", isStream: false, script };
  await (await sendMessage(hub, added.defaultKey.key, message)).text();
}
