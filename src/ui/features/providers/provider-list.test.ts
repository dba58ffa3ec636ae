import { describe, expect, it } from "vitest";
import type { ProviderDisplay } from "@/actions/providers/provider-display";
import { drawShares } from "./draw-share";
import { allGroups, matches, type ProviderFilter } from "./provider-filter";

function provider(change: Partial<ProviderDisplay>): ProviderDisplay {
  return {
    id: 1,
    name: "Relay",
    url: "https://api.relay.example:8443/v1",
    providerType: "claude",
    groupTag: null,
    isEnabled: true,
    priority: 0,
    weight: 1,
    ...change,
  } as ProviderDisplay;
}

const ANY: ProviderFilter = { search: "", type: null, group: null, state: null };

describe("the provider list", () => {
  it("is searched by name, host and group, all words", () => {
    const relay = provider({ groupTag: "team-a" });
    expect(
      ["", "RELAY", "api.relay", "8443", "team relay"].every((search) => matches(relay, { ...ANY, search })),
    ).toBe(true);
    expect(matches(relay, { ...ANY, search: "relay nothing" })).toBe(false);
  });

  it("is filtered by type, group and state; untagged ones are in the default group", () => {
    expect(matches(provider({}), { ...ANY, group: "default", type: "claude", state: "enabled" })).toBe(true);
    expect(matches(provider({ groupTag: "a,b" }), { ...ANY, group: "default" })).toBe(false);
    expect(matches(provider({}), { ...ANY, state: "disabled" })).toBe(false);
    expect(matches(provider({}), { ...ANY, type: "codex" })).toBe(false);
    expect(allGroups([provider({ groupTag: "b, a" }), provider({})])).toEqual(["a", "b", "default"]);
  });

  it("draws among the enabled providers of one priority", () => {
    const shares = drawShares([
      provider({ id: 1, weight: 3 }),
      provider({ id: 2, weight: 1 }),
      provider({ id: 3, weight: 9, isEnabled: false }),
      provider({ id: 4, weight: 5, priority: 1 }),
    ]);
    expect(shares.get(1)).toEqual({ share: 0.75, rivals: 2 });
    expect(shares.get(3)).toEqual({ share: null, rivals: 2 });
    expect(shares.get(4)).toEqual({ share: 1, rivals: 1 });
  });
});
