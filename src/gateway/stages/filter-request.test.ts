import { expect, it } from "vitest";
import { compileFilters } from "@/domain/request-filters/compile";
import { UNTOUCHABLE_HEADERS } from "@/domain/request-filters/header-target";
import type { RequestFilter } from "@/domain/request-filters/request-filter";
import { HOP_BY_HOP } from "@/infra/http/headers";
import { ENDPOINT_POLICIES } from "../http/endpoints";
import type { Inbound } from "../types";
import { filterForProvider } from "./filter-request";
import { understand } from "./read-request";

const filter = (changes: Partial<RequestFilter>): RequestFilter => ({
  ...{ id: 1, name: "f", description: null, priority: 0, isEnabled: true },
  ...{ scope: "body", action: "text_replace", matchType: null, target: "a", replacement: "b" },
  ...{
    bindingType: "providers",
    providerIds: [1],
    groupTags: [],
    createdAt: new Date(),
    updatedAt: new Date(),
  },
  ...changes,
});

function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  for (const member of Object.values(value)) deepFreeze(member);
  return Object.freeze(value);
}

it("15: makes each provider's request anew and leaves the original as it is", () => {
  const { filters: requestFilters } = compileFilters([
    filter({ id: 1 }),
    filter({ id: 2, scope: "header", action: "set", target: "x-a", replacement: "1" }),
    filter({
      id: 3,
      action: "json_path",
      target: "metadata.deep[0]",
      replacement: { x: 1 },
      providerIds: [1, 2],
    }),
  ]);
  const text = '{"model":"m","metadata":{},"messages":["a"]}';
  const endpoint = ENDPOINT_POLICIES.messages;
  const inbound = { id: "1", protocol: "anthropic", headers: ["x-a", "0"], endpoint } as unknown as Inbound;
  const original = deepFreeze(understand(inbound, Buffer.from(text)));
  const deps = { snapshot: { current: { requestFilters } }, logger: { warn: () => {} } } as never;
  const sentTo = (id: number) => {
    const { inbound: sent, body } = filterForProvider(original, { id, groups: [] } as never, deps);
    return [body.bytes.toString(), ...sent.headers];
  };
  expect(sentTo(1)).toEqual(['{"model":"m","metadata":{"deep":[{"x":1}]},"messages":["b"]}', "x-a", "1"]);
  expect(sentTo(2)).toEqual(['{"model":"m","metadata":{"deep":[{"x":1}]},"messages":["a"]}', "x-a", "0"]);
  expect(sentTo(3)).toEqual([text, "x-a", "0"]);
  expect(sentTo(1)).toEqual(sentTo(1));
  expect(original.body.bytes.toString()).toBe(text);
});

it("42: no filter may touch a hop-by-hop header", () => {
  expect([...HOP_BY_HOP].filter((name) => !UNTOUCHABLE_HEADERS.has(name))).toEqual([]);
});
