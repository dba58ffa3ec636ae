import { describe, expect, it } from "vitest";
import { compileFilter, compileFilters, filtersFor } from "./compile";
import { changeHeader } from "./header-change";
import { UNTOUCHABLE_HEADERS } from "./header-target";
import type { RequestFilter } from "./request-filter";
import { CreateRequestFilter } from "./schema";

const filter = (changes: Partial<RequestFilter>): RequestFilter => ({
  id: 1,
  name: "f",
  description: null,
  scope: "body",
  action: "text_replace",
  matchType: null,
  target: "x",
  replacement: "y",
  priority: 0,
  isEnabled: true,
  bindingType: "global",
  providerIds: [],
  groupTags: [],
  createdAt: new Date(),
  updatedAt: new Date(),
  ...changes,
});

function bodyAfter(body: string, changes: Partial<RequestFilter>, maxBytes = 10_000): string {
  const { change } = compileFilter(filter(changes));
  return change.scope === "body" ? change.body(Buffer.from(body), maxBytes).toString() : body;
}

describe("body filters", () => {
  const odd = '{ "model":"m" , "big":12345678901234567890, "_x":"a.b a.b","s":["a.b","\\u0061.b","A.B"]}';

  it.each([
    [{ target: "a.b", replacement: "c" }, '"c c","s":["c","c","A.B"]'],
    [{ target: "a.b", replacement: "c", matchType: "exact" }, '"a.b a.b","s":["c","c","A.B"]'],
    [{ target: "(a).(b)", replacement: "$2$1", matchType: "regex" }, '"ba ba","s":["ba","ba","A.B"]'],
    [{ target: "a.b", replacement: null }, '" ","s":["","","A.B"]'],
    [
      { target: "a.b", replacement: { n: 1 }, matchType: "exact" },
      '"a.b a.b","s":["{\\"n\\":1}","{\\"n\\":1}","A.B"]',
    ],
  ] as const)("55: text_replace %j rewrites the strings it changes only", (changes, expected) => {
    expect(bodyAfter(odd, changes)).toBe(`{ "model":"m" , "big":12345678901234567890, "_x":${expected}}`);
  });

  it("55: json_path rewrites the value it sets only", () => {
    const changes = { action: "json_path", target: "s[0]", replacement: { deep: [1] } } as const;
    expect(bodyAfter(odd, changes)).toBe(odd.replace('["a.b"', '[{"deep":[1]}'));
  });

  it.each(["contains", "regex"] as const)("43: %s does not multiply a text beyond the bound", (matchType) => {
    const body = JSON.stringify({ text: "x".repeat(1_000) });
    const changes = { matchType, replacement: "y".repeat(1_000) };
    expect(() => bodyAfter(body, changes, 50_000)).toThrow();
  });
});

describe("changeHeader", () => {
  const headers = ["A", "1", "x-b", "2", "X-B", "3"];

  it.each([
    [{ name: "X-b", value: null }, ["A", "1"]],
    [{ name: "X-b", value: "9" }, ["A", "1", "x-b", "9"]],
    [{ name: "c", value: "9" }, [...headers, "c", "9"]],
    [{ name: "c", value: null }, headers],
  ])("makes of it, with %j", (change, expected) => {
    expect(changeHeader(headers, change)).toEqual(expected);
  });
});

describe("compileFilters", () => {
  it("orders by priority, then id; leaves out disabled and impossible ones", () => {
    const { filters, problems } = compileFilters([
      filter({ id: 1, priority: 5 }),
      filter({ id: 3, priority: -1 }),
      filter({ id: 2, priority: 5, isEnabled: false }),
      filter({ id: 4, priority: 5, bindingType: "groups", groupTags: ["g"] }),
      filter({ id: 5, target: "(", matchType: "regex" }),
      filter({ id: 6, scope: "header", action: "set", target: "Authorization" }),
      filter({ id: 7, scope: "header", action: "json_path" }),
    ]);
    expect(filters.global.map(({ id }) => id)).toEqual([3, 1]);
    expect(filters.bound.map(({ id }) => id)).toEqual([4]);
    expect(problems.map(({ ruleId }) => ruleId)).toEqual([7, 5, 6].sort());
  });

  it("binds by provider or by any of the provider's groups", () => {
    const { filters } = compileFilters([
      filter({ id: 1, bindingType: "providers", providerIds: [7, 8] }),
      filter({ id: 2, bindingType: "groups", groupTags: ["gold", "silver"] }),
    ]);
    const idsFor = (id: number, groups: string[]) => filtersFor(filters, { id, groups }).map((f) => f.id);
    expect(idsFor(7, [])).toEqual([1]);
    expect(idsFor(9, ["silver", "x"])).toEqual([2]);
    expect(idsFor(8, ["gold"])).toEqual([1, 2]);
    expect(idsFor(9, ["iron"])).toEqual([]);
  });
});

describe("CreateRequestFilter", () => {
  const refused = (given: object) => CreateRequestFilter.safeParse({ name: "n", ...given }).success === false;

  it.each([...UNTOUCHABLE_HEADERS].map((name) => name.toUpperCase()))(
    "42: refuses a filter on the header %s",
    (target) => {
      expect(refused({ scope: "header", action: "remove", target })).toBe(true);
    },
  );

  it.each([
    { scope: "header", action: "set", target: "x-a", replacement: "two\r\nx-b: lines" },
    { scope: "header", action: "set", target: "not a name" },
    { scope: "header", action: "text_replace", target: "x" },
    { scope: "body", action: "set", target: "x" },
    { scope: "body", action: "json_path", target: "a..b" },
    { scope: "body", action: "text_replace", target: "(?=x)", matchType: "regex" },
    { scope: "body", action: "text_replace", target: "" },
    { scope: "body", action: "text_replace", target: "x", bindingType: "providers" },
    { scope: "body", action: "text_replace", target: "x", groupTags: ["g"] },
    { scope: "body", action: "text_replace", target: "x", replacement: "x".repeat(20_000) },
  ])("refuses %j", (given) => {
    expect(refused(given)).toBe(true);
  });

  it("accepts a plain one with its defaults", () => {
    const given = { name: "n", scope: "body", action: "text_replace", target: "x", replacement: "y" };
    expect(CreateRequestFilter.parse(given)).toMatchObject({ ...given, priority: 0, bindingType: "global" });
  });
});
