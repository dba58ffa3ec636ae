import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, newVisit, open, reopen, signedIn } from "../support/browser";
import { callAction } from "../support/call-action";
import { type HubProcess, startHubProcess } from "../support/hub-process";
import { fitsWidth, lookEverywhere } from "../support/screenshots";
import { seriousViolations } from "../support/serious-violations";

const PATH = "/en/dashboard/users";

interface Created {
  readonly user: { readonly id: number };
  readonly defaultKey: { readonly id: number; readonly key: string };
}

let hub: HubProcess;
let browser: Browser;
let visit: BrowserContext;
let page: Page;

beforeAll(async () => {
  [hub, browser] = await Promise.all([
    startHubProcess({ env: { ENABLE_SECURE_COOKIES: "false" } }),
    launchBrowser(),
  ]);
  visit = await newVisit(browser, hub, { cookies: await signedIn(browser, hub, hub.adminToken) });
  page = await visit.newPage();
});
afterAll(async () => {
  await browser.close();
  await hub.stop();
});

/** What the gateway answers to a key: 200, or the refusal. */
async function statusOf(key: string): Promise<number> {
  const response = await fetch(`${hub.url}/v1/models`, { headers: { authorization: `Bearer ${key}` } });
  await response.body?.cancel();
  return response.status;
}

const addUser = (fields: Readonly<Record<string, unknown>>) => hub.call<Created>("users/addUser", fields);
const dialog = (name: string | RegExp) => page.getByRole("dialog", { name });
const row = (name: string) =>
  page.getByRole("listitem").filter({ has: page.getByRole("button", { name, exact: true }) });

async function choose(of: string, item: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${of}` }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

describe("an admin", () => {
  it("is told what the empty page is for", async () => {
    await open(page, PATH);
    await page.getByText("No users yet").waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await lookEverywhere(
      browser,
      hub,
      { name: "users-empty", path: PATH, key: hub.adminToken },
      async (seen) => {
        await seen.getByText("No users yet").waitFor();
      },
    );
  });

  it("creates a user after mending bad input, and gets a key that works", async () => {
    await page.getByRole("button", { name: "New user" }).first().click();
    const form = dialog("New user");
    await form.getByRole("button", { name: "Create user" }).click();
    await form.getByText("This is required").waitFor();
    await form.getByLabel("Name").fill("Ada");
    await form.getByText("Limits", { exact: true }).click();
    await form.getByLabel("Requests a minute").fill("a few");
    await form.getByLabel("Per day").fill("200000");
    await form.getByRole("button", { name: "Create user" }).click();
    await form.getByText("Enter a number").waitFor();
    await form.getByText("At most 100,000").waitFor();
    await form.getByLabel("Requests a minute").fill("60");
    await form.getByLabel("Per day").fill("10");
    await form.getByLabel("Tags").fill("platform,");
    await form.getByRole("button", { name: "30 days" }).click();
    await form.getByRole("button", { name: "Create user" }).click();

    const key = await takeNewKey("Key default of Ada");
    expect(await statusOf(key)).toBe(200);
    // The new user's row is open.
    expect(new URL(page.url()).search).toMatch(/^\?user=\d+$/);
    await page.getByRole("region", { name: "Keys of Ada" }).waitFor();
    await row("Ada").getByText("$10 / day · 60/min").waitFor();
  });

  it("does not lose what was typed by a click beside the form", async () => {
    await choose("Ada", "Edit");
    await dialog("Edit Ada").getByLabel("Note").fill("Analytical engines");
    await page.keyboard.press("Escape");
    await page.getByRole("alertdialog").getByRole("button", { name: "Cancel" }).click();
    expect(await dialog("Edit Ada").getByLabel("Note").inputValue()).toBe("Analytical engines");
    await dialog("Edit Ada").getByRole("button", { name: "Save" }).click();
    await page.getByText("Ada is saved").waitFor();
    await row("Ada").getByText("Analytical engines").first().waitFor();
    const [user] = await hub.call<{ note: string; dailyQuota: number; tags: string[] }[]>("users/getUsers");
    expect(user).toMatchObject({ note: "Analytical engines", dailyQuota: 10, tags: ["platform"] });
  });

  it("adds a key that fits its user", async () => {
    await page.getByRole("button", { name: "Add key" }).click();
    const form = dialog("New key for Ada");
    await form.getByLabel("Name").fill("default");
    await form.getByText("Limits", { exact: true }).click();
    await form.getByLabel("Per day").fill("11");
    await form.getByRole("button", { name: "Create key" }).click();
    await form.getByText("This user has a key of this name already.").waitFor();
    await form.getByText("The user has $10.00; a key may not have more.").waitFor();
    await form.getByLabel("Name").fill("laptop");
    await form.getByLabel("Per day").fill("5");
    await form.getByRole("button", { name: "Create key" }).click();
    expect(await statusOf(await takeNewKey("Key laptop of Ada"))).toBe(200);
  });

  it("changes, switches off and deletes a key, but not the last one", async () => {
    await choose("laptop", "Edit");
    const form = dialog("Edit key laptop");
    await form.getByRole("switch", { name: "Web login" }).click();
    await form.getByRole("button", { name: "Save" }).click();
    await page.getByText("laptop is saved").waitFor();
    await page.getByText("Web login", { exact: true }).waitFor();
    await choose("default", "Disable");
    await page.getByText("default is disabled").waitFor();
    await page.getByRole("button", { name: "Actions for laptop" }).click();
    await page.getByText("A user keeps at least one enabled key.").waitFor();
    await expect
      .poll(() => page.getByRole("menuitem", { name: "Delete" }).getAttribute("aria-disabled"))
      .toBe("true");
    await expect
      .poll(() => page.getByRole("menuitem", { name: "See requests" }).getAttribute("href"))
      .toMatch(/^\/en\/dashboard\/logs\?key=\d+$/);
    await page.keyboard.press("Escape");
    await choose("default", "Delete");
    await page.getByRole("alertdialog", { name: "Delete the key default?" }).waitFor();
    await page.getByRole("button", { name: "Delete key" }).click();
    await page.getByText("default is deleted").waitFor();
    await expect.poll(() => page.getByRole("button", { name: "Actions for default" }).count()).toBe(0);
  });

  it("finds users by what is typed and chosen, and a link shows the same", async () => {
    await addUser({ name: "Bob", note: "Mobile", providerGroup: "mobile" });
    await addUser({ name: "Cid", role: "admin", isEnabled: false });
    await open(page, PATH);
    await page.getByRole("searchbox").fill("mobile");
    await expect.poll(() => page.getByText("1 of 3").isVisible()).toBe(true);
    await page.getByRole("searchbox").fill("");
    await page.getByRole("button", { name: "State", exact: true }).click();
    await page.getByRole("option", { name: "Disabled" }).click();
    await row("Cid").waitFor();
    await expect.poll(() => row("Bob").count()).toBe(0);
    await page.getByRole("button", { name: "Group", exact: true }).click();
    await page.getByRole("option", { name: "mobile" }).click();
    await page.getByText("Nothing matches").waitFor();
    expect(new URL(page.url()).search).toBe("?state=disabled&group=mobile");
    await reopen(page);
    await page.getByRole("button", { name: "Clear filters" }).click();
    await row("Ada").waitFor();
  });

  it("disables and deletes a user, whose keys stop at once", async () => {
    const { defaultKey } = await addUser({ name: "Dan" });
    await open(page, PATH);
    await choose("Dan", "Disable");
    await page.getByText("Dan is disabled").waitFor();
    await expect.poll(() => statusOf(defaultKey.key)).not.toBe(200);
    await choose("Dan", "Enable");
    await page.getByText("Dan is enabled").waitFor();
    await expect.poll(() => statusOf(defaultKey.key)).toBe(200);
    await choose("Dan", "Delete");
    await page.getByText(/user’s key stops working at once.*history of requests and costs stays/).waitFor();
    const confirm = page.getByRole("button", { name: "Delete user" });
    // What failed leaves the question where it is.
    await page.context().setOffline(true);
    await confirm.click();
    await page.getByText("The hub cannot be reached").waitFor();
    await page.context().setOffline(false);
    await confirm.click();
    await page.getByText("Dan is deleted").waitFor();
    await expect.poll(() => row("Dan").count()).toBe(0);
    expect(await statusOf(defaultKey.key)).toBe(401);
  });

  it("works without a mouse", async () => {
    await open(page, PATH);
    await page.getByRole("button", { name: "Bob", exact: true }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "Keys of Bob" }).waitFor();
    await page.getByRole("button", { name: "Actions for Bob" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await dialog("Edit Bob").waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => dialog("Edit Bob").count()).toBe(0);
  });
});

describe("a user", () => {
  it("sees only themselves and manages their own keys", async () => {
    const eve = await addUser({ name: "Eve", dailyQuota: 3 });
    const bob = await addUser({ name: "Bystander" });
    await hub.call("keys/editKey", { keyId: eve.defaultKey.id, canLoginWebUi: true });
    const theirs = await newVisit(browser, hub, {
      cookies: await signedIn(browser, hub, eve.defaultKey.key),
    });
    const own = await theirs.newPage();
    await open(own, `${PATH}?edit=user-${eve.user.id}`);
    await own.getByRole("region", { name: "Keys of Eve" }).waitFor();
    expect(await own.getByText("Bystander").count()).toBe(0);
    expect(await own.getByRole("button", { name: "New user" }).count()).toBe(0);
    expect(await own.getByRole("dialog").count()).toBe(0);
    await own.getByRole("button", { name: "Actions for Eve" }).click();
    await expect.poll(() => own.getByRole("menuitem").allTextContents()).toEqual(["Add key", "See requests"]);
    await own.keyboard.press("Escape");
    await own.getByRole("button", { name: "Add key" }).first().click();
    await own.getByLabel("Name").fill("phone");
    await own.getByRole("button", { name: "Create key" }).click();
    await own.getByText(/will never be shown again/).waitFor();
    await own.getByRole("button", { name: "I have saved it" }).click();
    await own.getByRole("button", { name: "Actions for phone" }).waitFor();
    expect(await seriousViolations(own)).toEqual([]);
    await theirs.close();
    await expect(
      callAction(hub.url, eve.defaultKey.key, "keys/addKey", { userId: bob.user.id, name: "x" }),
    ).rejects.toThrow("PERMISSION_DENIED");
  });
});

describe("the page", () => {
  it("looks good with few users, an open one and its forms", async () => {
    const users = await hub.call<{ id: number; name: string; keys: { id: number }[] }[]>("users/getUsers");
    const ada = users.find(({ name }) => name === "Ada");
    const key = hub.adminToken;
    const looks = [
      { name: "users-open", path: `${PATH}?user=${ada?.id}`, key },
      { name: "users-edit", path: `${PATH}?edit=user-${ada?.id}`, key },
      { name: "users-edit-key", path: `${PATH}?edit=key-${ada?.keys[0]?.id}`, key },
    ];
    for (const look of looks) {
      await lookEverywhere(browser, hub, look, async (seen) => {
        await seen.getByText("laptop", { exact: true }).or(seen.getByRole("dialog")).first().waitFor();
        expect(await fitsWidth(seen)).toBe(true);
        expect(await seriousViolations(seen)).toEqual([]);
      });
    }
  });

  it("draws a part of many users and the rest on demand", async () => {
    for (let index = 0; index < 150; index++) await addUser({ name: `Member ${index}` });
    await lookEverywhere(
      browser,
      hub,
      { name: "users-many", path: PATH, key: hub.adminToken },
      async (seen) => {
        await seen.getByRole("button", { name: "Member 50", exact: true }).waitFor();
        expect(await fitsWidth(seen)).toBe(true);
      },
    );
    await open(page, PATH);
    await page.getByRole("button", { name: "Member 50", exact: true }).waitFor();
    expect(await page.getByRole("button", { name: "Member 149", exact: true }).count()).toBe(0);
    await page.getByRole("button", { name: /^Show / }).click();
    await page.getByRole("button", { name: "Member 149", exact: true }).waitFor();
  });
});

/** Copies the key that is shown once, is asked before leaving it, and leaves. */
async function takeNewKey(title: string): Promise<string> {
  const shown = dialog(title);
  const key = (await shown.getByRole("region", { name: "The key" }).textContent()) ?? "";
  expect(key).toMatch(/^sk-cch-[0-9A-Za-z]{40,}$/);
  await shown.getByRole("button", { name: "Copy key" }).click();
  await shown.getByRole("button", { name: "Copied" }).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);
  await shown.getByRole("tab", { name: "Codex" }).click();
  await shown.getByText(/wire_api = "responses"/).waitFor();
  expect(page.url()).not.toContain("sk-cch");
  expect(await seriousViolations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.getByRole("alertdialog", { name: "Have you saved the key?" }).waitFor();
  await page.getByRole("button", { name: "Cancel" }).click();
  await shown.getByRole("button", { name: "I have saved it" }).click();
  await expect.poll(() => shown.count()).toBe(0);
  expect(await page.content()).not.toContain(key);
  return key;
}
