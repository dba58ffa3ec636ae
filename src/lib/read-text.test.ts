import { expect, it } from "vitest";
import { readText } from "./read-text";

const body = (text: string) => new Response(text).body;

it("reads a body up to its bound, and no further", async () => {
  expect(await readText(body("grüß"), 6)).toBe("grüß");
  expect(await readText(body("grüß"), 5)).toBeNull();
  expect(await readText(null, 0)).toBe("");
});
