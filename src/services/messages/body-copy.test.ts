import { expect, it } from "vitest";
import { ByteBudget } from "@/lib/byte-budget";
import { BodyCopy } from "./body-copy";

const KIB = 1024;

it("keeps a body that comes in pieces, and pays for what it holds", () => {
  const budget = new ByteBudget(100 * KIB);
  const copy = new BodyCopy(64 * KIB, budget.open());
  const pieces = Array.from({ length: 40 }, (_, n) => Buffer.alloc(1_000, n));
  for (const piece of pieces) copy.add(piece);
  expect(copy.kept?.equals(Buffer.concat(pieces))).toBe(true);
  expect(copy.isIncomplete).toBe(false);
  expect(budget.held).toBeGreaterThanOrEqual(40_000);
  expect(budget.held).toBeLessThanOrEqual(64 * KIB);
});

it("cuts what is too long", () => {
  const copy = new BodyCopy(10, new ByteBudget(KIB).open());
  copy.add(Buffer.from("0123456"));
  copy.add(Buffer.from("789ab"));
  copy.add(Buffer.from("cd"));
  expect([copy.kept?.toString(), copy.isIncomplete]).toEqual(["0123456789", true]);
});

it("holds nothing where there is no room for it", () => {
  const budget = new ByteBudget(20 * KIB);
  const copy = new BodyCopy(64 * KIB, budget.open());
  copy.add(Buffer.alloc(10 * KIB));
  expect(budget.held).toBe(16 * KIB);
  copy.add(Buffer.alloc(10 * KIB));
  copy.add(Buffer.alloc(1));
  expect([copy.kept, copy.isIncomplete, budget.held]).toEqual([null, true, 0]);
});
