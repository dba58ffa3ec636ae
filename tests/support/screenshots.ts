import type { Browser, Page } from "playwright-core";
import { type ColorScheme, newVisit, open, screenshot, signedIn, VIEWPORTS } from "./browser";
import type { HubProcess } from "./hub-process";

const WIDTHS = Object.keys(VIEWPORTS).map(Number) as (keyof typeof VIEWPORTS)[];
const SCHEMES: readonly ColorScheme[] = ["light", "dark"];

/**
 * Opens a page on a wide screen and on a phone, light and dark, hands each to `look` and takes its picture.
 *
 * @param key null to come as a stranger
 */
export async function lookEverywhere(
  browser: Browser,
  hub: HubProcess,
  { name, path, key }: { readonly name: string; readonly path: string; readonly key: string | null },
  look: (page: Page) => Promise<void>,
): Promise<void> {
  const cookies = key === null ? undefined : await signedIn(browser, hub, key);
  const visit = await newVisit(browser, hub, { cookies });
  for (const width of WIDTHS) {
    const page = await visit.newPage();
    await page.setViewportSize(VIEWPORTS[width]);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await open(page, path);
      await look(page);
      await screenshot(page, `${name}-${width}-${colorScheme}`);
    }
    await page.close();
  }
  await visit.close();
}

/** Whether everything fits the window's width: a page never scrolls sideways. */
export function fitsWidth(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
}
