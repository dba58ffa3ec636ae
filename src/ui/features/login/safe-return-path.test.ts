import { expect, it } from "vitest";
import { safeReturnPath } from "./safe-return-path";

it.each([
  ["/dashboard/logs?key=3", "/dashboard/logs?key=3"],
  ["/settings/providers", "/settings/providers"],
])("goes back to %s", (from, path) => {
  expect(safeReturnPath(from)).toBe(path);
});

it.each([
  undefined,
  "",
  "/",
  "//elsewhere.example",
  "/\\elsewhere.example",
  "https://elsewhere.example",
  "javascript:alert(1)",
  "/\t/elsewhere.example",
])("does not follow %s", (from) => {
  expect(safeReturnPath(from)).toBeNull();
});
