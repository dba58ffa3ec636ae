import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import type { HubProcess } from "./hub-process";

/** Git-ignored: pictures for people to look at. */
const SCREENSHOTS = join(import.meta.dirname, "../artifacts/screenshots");

export type ColorScheme = "light" | "dark";

export const VIEWPORTS = {
  1440: { width: 1440, height: 900 },
  390: { width: 390, height: 844 },
} as const;

/** The system's Chromium, which `npm test` finds or installs. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--font-render-hinting=none"],
  });
}

export interface VisitOptions {
  readonly width?: keyof typeof VIEWPORTS;
  readonly colorScheme?: ColorScheme;
  readonly locale?: string;
  readonly cookies?: Cookies | undefined;
}

/** A fresh browser profile that looks at a hub. */
export function newVisit(
  browser: Browser,
  hub: Pick<HubProcess, "url">,
  { width = 1440, colorScheme = "light", locale = "en-US", cookies }: VisitOptions = {},
): Promise<BrowserContext> {
  return browser.newContext({
    baseURL: hub.url,
    viewport: VIEWPORTS[width],
    colorScheme,
    locale,
    reducedMotion: "reduce",
    ...(cookies && { storageState: cookies }),
    permissions: ["clipboard-read", "clipboard-write"],
  });
}

type Cookies = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** What a browser keeps after signing in, for visits that start signed in. */
export async function signedIn(
  browser: Browser,
  hub: Pick<HubProcess, "url">,
  key: string,
): Promise<Cookies> {
  const visit = await newVisit(browser, hub);
  await visit.request.post("/api/auth/login", { data: { key } });
  const cookies = await visit.storageState();
  await visit.close();
  return cookies;
}

/** Opens an address and waits until the page stands where it belongs. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await isRevealed(page);
}

/** Loads the page again, as {@link open} does. */
export async function reopen(page: Page): Promise<void> {
  await page.reload();
  await isRevealed(page);
}

/**
 * React streams what was waited for into hidden elements and moves them into place a few hundred
 * milliseconds later; until then a text can stand in the document twice.
 */
async function isRevealed(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector("body > [hidden][id^='S:']") === null);
}

/** Signs in as people do, by the form. */
export async function signIn(page: Page, key: string): Promise<void> {
  await open(page, "/en/login");
  await page.getByLabel("Admin token or API key").fill(key);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.endsWith("/login"));
}

export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
}
