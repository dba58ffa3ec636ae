import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ProviderDisplay } from "@/actions/providers/provider-display";
import { type FakeUpstream, type ScriptInput, startFakeUpstream } from "../../dev/fake-upstream";
import {
  type ColorScheme,
  launchBrowser,
  newVisit,
  open,
  screenshot,
  signIn,
  VIEWPORTS,
  type VisitOptions,
} from "../support/browser";
import { type HubProcess, startHubProcess } from "../support/hub-process";
import { seriousViolations } from "../support/serious-violations";
import { sendMessage } from "../support/traffic";

/** The providers page as an admin walks it, from the empty hub on. The tests build on each other. */

const PATH = "/en/settings/providers";

let upstream: FakeUpstream;
let hub: HubProcess;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  upstream = await startFakeUpstream();
  hub = await startHubProcess({ env: { ENABLE_SECURE_COOKIES: "false" } });
  browser = await launchBrowser();
  page = await signedIn();
});

afterAll(async () => {
  await browser?.close();
  await hub?.stop();
  await upstream?.close();
});

async function signedIn(options?: VisitOptions, key = hub.adminToken): Promise<Page> {
  const context = await newVisit(browser, hub, options);
  const opened = await context.newPage();
  await signIn(opened, key);
  return opened;
}

function stored(): Promise<ProviderDisplay[]> {
  return hub.call<ProviderDisplay[]>("providers/getProviders");
}

async function storedNamed(name: string): Promise<ProviderDisplay | undefined> {
  return (await stored()).find((provider) => provider.name === name);
}

/** The page without the copy that streaming puts beside it for a moment. */
const content = (opened = page): Locator => opened.locator("#content");
const form = (): Locator => page.getByRole("dialog");
const row = (name: string): Locator => page.getByRole("row").filter({ hasText: name });
const rowCount = (): Promise<number> =>
  page
    .getByRole("row")
    .filter({ has: page.getByRole("switch") })
    .count();

async function inEveryLook(name: string, path: string, ready: (opened: Page) => Locator): Promise<void> {
  for (const width of Object.keys(VIEWPORTS).map(Number) as (keyof typeof VIEWPORTS)[]) {
    for (const colorScheme of ["light", "dark"] satisfies ColorScheme[]) {
      const opened = await signedIn({ width, colorScheme });
      await open(opened, path);
      await ready(opened).waitFor();
      await screenshot(opened, `providers-${name}-${width}-${colorScheme}`);
      const overflow = await opened.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${name} at ${width}`).toBe(0);
      await opened.context().close();
    }
  }
}

describe("the providers page", () => {
  it("46: leads from nothing to the first provider", async () => {
    await inEveryLook("empty", PATH, (opened) => content(opened).getByText("No providers yet"));
    await open(page, PATH);
    await content().getByText("No providers yet").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole("button", { name: "Add provider" }).click();
    await form().getByRole("textbox", { name: "Name", exact: true }).waitFor();
    expect(new URL(page.url()).searchParams.get("provider")).toBe("new");
    expect(
      await form()
        .getByRole("textbox", { name: "Name", exact: true })
        .evaluate((field) => field === document.activeElement),
    ).toBe(true);
    expect(await seriousViolations(page)).toEqual([]);
    await inEveryLook("new", `${PATH}?provider=new`, (opened) =>
      opened.getByRole("textbox", { name: "API key" }),
    );
  });

  it("says what is wrong where it is wrong, folded sections included, and saves nothing", async () => {
    await form().getByText("Limits", { exact: true }).click();
    await form().getByLabel("Per day").fill("ten");
    await form().getByText("Limits", { exact: true }).click();
    await form().getByRole("textbox", { name: "URL" }).fill("ftp://somewhere");
    await form().getByLabel("Weight").fill("0");
    await form().getByRole("button", { name: "Add redirect" }).click();
    await form().getByLabel("Asked for 1").fill("claude-*");
    await form().getByRole("button", { name: "Add provider" }).click();
    await form().getByText("Must be an address that begins with http:// or https://").waitFor();
    await form().getByText("At least 1", { exact: true }).waitFor();
    await form().getByText("Enter a number").waitFor();
    await expect.poll(() => form().getByText("This is required").count()).toBe(3);
    await expect.poll(() => form().getByLabel("Sent as 1").getAttribute("aria-invalid")).toBe("true");
    expect(
      await form()
        .getByRole("textbox", { name: "Name", exact: true })
        .evaluate((field) => field === document.activeElement),
    ).toBe(true);
    expect(await seriousViolations(page)).toEqual([]);
    expect(await stored()).toEqual([]);
  });

  it("tests what is typed before it is saved", async () => {
    await form().getByLabel("Per day").fill("");
    await form().getByLabel("Weight").fill("10");
    await form().getByRole("button", { name: "Remove row 1" }).click();
    await form().getByRole("textbox", { name: "Name", exact: true }).fill("Relay");
    await form().getByRole("textbox", { name: "URL" }).fill(upstream.url);
    await form().getByRole("textbox", { name: "API key" }).fill("Bearer sk-typed-0123456789");
    upstream.enqueue({ status: 401 });
    await form().getByRole("button", { name: "Run test" }).click();
    await form().getByText("Key refused").waitFor();
    await form().getByText("401", { exact: true }).waitFor();
    await form().getByRole("textbox", { name: "Model", exact: true }).fill("claude-sonnet-4-5");
    await form().getByText("Of what was typed before").waitFor();
    await form().getByRole("button", { name: "Run test" }).click();
    await form().getByText("It works.").waitFor();
    expect(await form().getByText("Of what was typed before").count()).toBe(0);
    expect(await seriousViolations(page)).toEqual([]);
    expect(await stored()).toEqual([]);
  });

  it("adds it and shows it in the list", async () => {
    await form().getByLabel("Claude (Bearer)").check();
    await form().getByLabel("Groups").pressSequentially("team-a,team-b,");
    await form().getByLabel("Cost multiplier").fill("0,8");
    await form().getByLabel("Allowed models").fill("claude-sonnet-*");
    await form().getByLabel("In any 5 hours").fill("10");
    await form().getByText("Timeouts & retries").click();
    await form().getByLabel("First byte of a stream").fill("1.5");
    await form().getByRole("button", { name: "Add provider" }).click();
    await form().waitFor({ state: "detached" });
    await row("Relay").waitFor();
    expect(new URL(page.url()).searchParams.has("provider")).toBe(false);
    expect(await storedNamed("Relay")).toMatchObject({
      providerType: "claude-auth",
      groupTag: "team-a,team-b",
      costMultiplier: 0.8,
      weight: 10,
      allowedModels: ["claude-sonnet-*"],
      limit5hUsd: 10,
      limitDailyUsd: null,
      firstByteTimeoutStreamingMs: 1_500,
      circuitBreakerOpenDuration: 1_800_000,
    });
    await row("Relay").getByText("×0.8").focus();
    await page
      .getByRole("tooltip")
      .getByText("A request of $1.00 at list price counts as $0.80 here.")
      .waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });

  it("changes it by a link, keeps the key, and asks before changes are lost", async () => {
    const before = await storedNamed("Relay");
    await open(page, `${PATH}?provider=${before?.id}`);
    await form().getByLabel("Priority").fill("3");
    await page.keyboard.press("Escape");
    await page.getByRole("alertdialog").getByText("Discard your changes?").waitFor();
    await page.getByRole("alertdialog").getByRole("button", { name: "Cancel" }).click();
    await form().getByText("Network", { exact: true }).click();
    await form().getByRole("button", { name: "Add header" }).click();
    await form().getByLabel("Header 1").fill("no header");
    await form().getByLabel("Value 1").fill("x");
    await form().getByRole("button", { name: "Save provider" }).click();
    await form().getByText("“no header” is no header name").waitFor();
    await form().getByLabel("Header 1").fill("X-Team");
    await form().getByLabel("Outbound proxy").fill("socks5://user:secret@127.0.0.1:1080");
    await form().getByRole("button", { name: "Save provider" }).click();
    await form().waitFor({ state: "detached" });
    expect(await storedNamed("Relay")).toMatchObject({
      priority: 3,
      maskedKey: before?.maskedKey,
      customHeaders: { "X-Team": "x" },
      hasProxy: true,
      limit5hUsd: 10,
    });
    await row("Relay").getByRole("button", { name: "Relay", exact: true }).click();
    await form().getByRole("button", { name: "Change or remove" }).click();
    expect(await seriousViolations(page)).toEqual([]);
    await form().getByRole("button", { name: "Save provider" }).click();
    await form().waitFor({ state: "detached" });
    expect(await storedNamed("Relay")).toMatchObject({ hasProxy: false, priority: 3 });
    await inEveryLook("edit", `${PATH}?provider=${before?.id}`, (opened) =>
      opened.getByRole("textbox", { name: "API key" }),
    );
  });

  it("says so when a link is to a provider that is gone", async () => {
    await open(page, `${PATH}?provider=999`);
    await form().getByText("It was deleted, or the link is mistyped.").waitFor();
    await form().getByRole("button", { name: "Close" }).last().click();
    await form().waitFor({ state: "detached" });
  });

  it("is searched and filtered, by the URL too", async () => {
    await hub.call("providers/addProvider", {
      name: "Codex",
      url: "https://codex.example/v1",
      key: "sk-codex-0123456789",
      provider_type: "codex",
      is_enabled: false,
    });
    await open(page, PATH);
    await content().getByText("2 providers").waitFor();
    await inEveryLook("few", PATH, (opened) => content(opened).getByText("2 providers"));
    await page.getByRole("searchbox").fill("codex.example");
    await content().getByText("1 of 2 providers").waitFor();
    expect(new URL(page.url()).searchParams.get("q")).toBe("codex.example");
    await page.getByRole("button", { name: "State" }).click();
    await page.getByRole("option", { name: "Enabled" }).click();
    await content().getByText("Nothing matches").waitFor();
    await page.getByRole("button", { name: "Clear filters" }).last().click();
    await content().getByText("2 providers").waitFor();
    await open(page, `${PATH}?type=claude-auth&group=team-a`);
    await page.getByRole("button", { name: "Type Claude (Bearer)" }).waitFor();
    await content().getByText("1 of 2 providers").waitFor();
    await page.getByRole("button", { name: "Clear Group" }).click();
    await page.getByRole("button", { name: "Clear Type" }).click();
    await content().getByText("2 providers").waitFor();
  });

  it("says why requests stay away, and lets them through again", async () => {
    const added = await hub.call<{ defaultKey: { key: string } }>("users/addUser", {
      name: "asker",
      providerGroup: "team-a",
    });
    const ask = (script: ScriptInput) =>
      sendMessage(hub, added.defaultKey.key, { model: "claude-sonnet-4-5", isStream: false, script });
    for (let failures = 0; failures < 5; failures++) {
      expect((await ask({ status: 500, error: { message: "out of order" } })).status).toBe(502);
    }
    await open(page, PATH);
    const badge = row("Relay").getByRole("button", { name: "Circuit open" });
    await badge.hover();
    await page.getByRole("tooltip").getByText("out of order").waitFor();
    await page.getByRole("button", { name: "Actions for Relay" }).click();
    await page.getByRole("menuitem", { name: "Let requests through again" }).click();
    await badge.waitFor({ state: "detached" });
    expect((await ask({})).status).toBe(200);
  });

  it("switches, tests and deletes from its row", async () => {
    await page.getByRole("switch", { name: "Relay is enabled" }).click();
    await expect.poll(async () => (await storedNamed("Relay"))?.isEnabled).toBe(false);
    await expect
      .poll(() => page.getByRole("switch", { name: "Relay is enabled" }).getAttribute("aria-checked"))
      .toBe("false");
    await page.getByRole("button", { name: "Actions for Relay" }).click();
    await page.getByRole("menuitem", { name: "Enable" }).click();
    await expect.poll(async () => (await storedNamed("Relay"))?.isEnabled).toBe(true);

    await page.getByRole("button", { name: "Actions for Relay" }).click();
    await page.getByRole("menuitem", { name: "Test" }).click();
    await form().getByText("It works.").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "Actions for Relay" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByRole("alertdialog").getByText("Delete Relay?").waitFor();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await page.getByText("Relay was deleted.").waitFor();
    await expect.poll(rowCount).toBe(1);
    expect(await storedNamed("Relay")).toBeUndefined();
  });

  it("shows two hundred, a screenful at a time", async () => {
    for (let number = 1; number < 200; number++) {
      await hub.call("providers/addProvider", {
        name: `Provider ${number}`,
        url: `https://relay-${number}.example/v1`,
        key: "sk-0123456789abcdef",
        priority: number,
        group_tag: number % 3 ? `group-${number % 9}` : null,
      });
    }
    await open(page, PATH);
    await content().getByText("200 providers").waitFor();
    expect(await rowCount()).toBeLessThan(60);
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await row("Provider 199").waitFor();
    await inEveryLook("many", PATH, (opened) => content(opened).getByText("200 providers"));
  });

  it("tells those who may not see it", async () => {
    const { user } = await hub.call<{ user: { id: number } }>("users/addUser", { name: "Kim" });
    const { generatedKey } = await hub.call<{ generatedKey: string }>("keys/addKey", {
      userId: user.id,
      name: "web",
      canLoginWebUi: true,
    });
    const kim = await signedIn({}, generatedKey);
    await open(kim, PATH);
    await content(kim).getByText("For administrators only").waitFor();
    expect(await seriousViolations(kim)).toEqual([]);
    await screenshot(kim, "providers-refused-1440-light");
    await kim.context().close();
  });
});
