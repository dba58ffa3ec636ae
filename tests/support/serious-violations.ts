import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** What axe finds on a page that keeps people out: rule, and where. */
export async function seriousViolations(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page })
    // What is well need not be described, and there are no frames of other origins: both cost seconds per page.
    .options({ resultTypes: ["violations"] })
    .setLegacyMode();
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
