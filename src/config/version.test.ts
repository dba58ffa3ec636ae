import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { HUB_VERSION } from "./version";

it("is the package's version", () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  expect(HUB_VERSION).toBe(version);
});
