import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FakeUpstream, startFakeUpstream } from "../../dev/fake-upstream";
import { launchBrowser, newVisit, open, screenshot, signedIn } from "../support/browser";
import { type HubProcess, startHubProcess } from "../support/hub-process";
import { fitsWidth, lookEverywhere } from "../support/screenshots";
import { seriousViolations } from "../support/serious-violations";

let hub: HubProcess;
let upstream: FakeUpstream;
let browser: Browser;

beforeAll(async () => {
  [hub, upstream, browser] = await Promise.all([
    startHubProcess({ env: { ENABLE_SECURE_COOKIES: "false" } }),
    startFakeUpstream(),
    launchBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await Promise.all([hub.stop(), upstream.close()]);
});

describe("a new hub", () => {
  it("turns strangers and wrong tokens away", async () => {
    const visit = await newVisit(browser, hub);
    const page = await visit.newPage();
    await open(page, "/en/dashboard/logs?status=429");
    await page.waitForURL(/\/en\/login\?from=/);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect.poll(() => page.getByText("Enter a token or a key.").isVisible()).toBe(true);
    await page.getByLabel("Admin token or API key").fill("wrong");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect.poll(() => page.getByText("This token or key is not valid here.").isVisible()).toBe(true);
    await page.getByLabel("Admin token or API key").fill(hub.adminToken);
    await page.getByRole("button", { name: "Sign in" }).click();
    // Back to where they wanted to go.
    await page.waitForURL(/\/en\/dashboard\/logs\?status=429$/);
    await visit.close();
  });

  it("looks good before anything is in it", async () => {
    await lookEverywhere(browser, hub, { name: "login", path: "/en/login", key: null }, async (page) => {
      await page.getByRole("button", { name: "Sign in" }).waitFor();
      expect(await seriousViolations(page)).toEqual([]);
    });
    await lookEverywhere(
      browser,
      hub,
      { name: "first-run-1", path: "/en/dashboard", key: hub.adminToken },
      async (page) => {
        await page.getByRole("heading", { name: "Set up your hub" }).waitFor();
        expect(await fitsWidth(page)).toBe(true);
        expect(await seriousViolations(page)).toEqual([]);
      },
    );
  });

  it("leads from signing in to the first logged request", async () => {
    const visit = await newVisit(browser, hub);
    const page = await visit.newPage();
    await open(page, "/en/dashboard");
    await page.getByLabel("Admin token or API key").fill(hub.adminToken);
    await page.getByRole("button", { name: "Sign in" }).click();

    await addProvider(page);
    const key = await createKey(page);
    const request = await sendFirstRequest(page, key);

    expect(request).toMatchObject({ userName: "Ada", keyName: "default", providerName: "upstream" });
    await page.getByRole("link", { name: "See the request" }).click();
    const drawer = page.getByRole("dialog", { name: "Request" });
    await drawer.getByText("1 provider considered, 1 eligible").waitFor();
    await drawer.getByText("Price from the built-in table").waitFor();
    await expect.poll(() => drawer.textContent()).toContain(request.id);
    await visit.close();
  });

  it("opens by a link from another site, and is not written to from there", async () => {
    const visit = await newVisit(browser, hub, { cookies: await signedIn(browser, hub, hub.adminToken) });
    const page = await visit.newPage();
    await page.route("http://elsewhere.example/", (route) =>
      route.fulfill({
        contentType: "text/html",
        body: `<a href="${hub.url}/en/dashboard/logs">hub</a>
          <form method="post" enctype="text/plain" action="${hub.url}/api/actions/users/addUser">
            <input name='{"name":"mallory","note":"' value='"}'><button>send</button></form>`,
      }),
    );
    await page.goto("http://elsewhere.example/");
    await page.getByRole("link", { name: "hub" }).click();
    await page.getByRole("heading", { name: "Requests" }).waitFor();
    await page.goto("http://elsewhere.example/");
    await page.getByRole("button", { name: "send" }).click();
    await page.waitForURL(/addUser/);
    const users = await hub.call<{ name: string }[]>("users/getUsers");
    expect(users.map(({ name }) => name)).toEqual(["Ada"]);
    await visit.close();
  });

  it("has no guide any more once it works", async () => {
    const visit = await newVisit(browser, hub);
    const page = await visit.newPage();
    await open(page, "/en/login");
    await page.getByLabel("Admin token or API key").fill(hub.adminToken);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Latest requests" }).waitFor();
    await visit.close();
  });
});

async function addProvider(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Test and add" }).click();
  // Bad input is told beside its field, and nothing is lost.
  await expect.poll(() => page.getByRole("alert").count()).toBeGreaterThan(0);
  await page.getByLabel("Name").fill("upstream");
  await page.getByLabel("URL").fill("http://127.0.0.1:1");
  await page.getByLabel("API key").fill("sk-upstream-secret");
  await page.getByRole("button", { name: "Test and add" }).click();
  await page.getByText(/^The test failed:/).waitFor();
  expect(await page.getByLabel("Name").inputValue()).toBe("upstream");
  await page.getByLabel("URL").fill(upstream.url);
  await page.getByRole("button", { name: "Test and add" }).click();
  await page.getByText("1 provider is ready.").waitFor();
}

async function createKey(page: Page): Promise<string> {
  await page.getByLabel("Whose key?").fill("Ada");
  await page.getByRole("button", { name: "Create the key" }).click();
  const region = page.getByRole("region", { name: "The key of Ada, shown only now" });
  const key = (await region.textContent()) ?? "";
  expect(key).toMatch(/^sk-cch-[0-9A-Za-z]{40,}$/);
  return key;
}

/** Does what the guide's own snippet says, and waits until the page tells of it. */
async function sendFirstRequest(page: Page, key: string): Promise<{ id: string }> {
  await page.getByRole("tab", { name: "curl" }).click();
  const snippet = (await page.getByRole("region", { name: /^curl/ }).textContent()) ?? "";
  expect(snippet).toContain(key);
  expect(snippet).toContain(hub.url.replace("127.0.0.1", new URL(page.url()).hostname));
  await page.getByText("Waiting for the first request…").waitFor();
  const body = /-d '([\s\S]+)'/.exec(snippet)?.[1] ?? "";
  const send = (withKey: string) =>
    fetch(`${hub.url}/v1/messages`, {
      method: "POST",
      headers: {
        "x-api-key": withKey,
        "content-type": "application/json",
        "anthropic-version": "2023-06-01",
      },
      body,
    });
  // A key that was not copied to its end: the guide says so.
  expect((await send(key.slice(0, -1))).status).toBe(401);
  await page.getByText("A request arrived, but it failed").waitFor();
  await page.getByText("Unknown API key", { exact: true }).waitFor();
  await screenshot(page, "first-run-failed-1440-light");
  const response = await send(key);
  expect(response.status).toBe(200);
  await page.getByText("The first request has arrived").waitFor();
  const id = response.headers.get("x-cch-request-id") ?? "";
  const logged = () => hub.call<{ log: { id: string } }>("usage-logs/getUsageLogDetails", { id });
  // Records are written in batches, well within the time this polls.
  await expect.poll(() => logged().catch(() => null)).not.toBeNull();
  return (await logged()).log;
}
