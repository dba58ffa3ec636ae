import { describe, expect, it } from "vitest";
import type { UserDisplay } from "@/actions/users/user-display";
import { filterUsers, groupsOf, type UserFilter } from "./filter-users";

const NOW = Date.parse("2026-01-10T00:00:00Z");
const EVERYTHING: UserFilter = { search: "", state: null, role: null, group: null };

function user(name: string, fields: Partial<UserDisplay> = {}): UserDisplay {
  return {
    id: 1,
    name,
    note: "",
    role: "user",
    rpm: null,
    dailyQuota: null,
    providerGroup: "default",
    tags: [],
    limit5hUsd: null,
    limitWeeklyUsd: null,
    limitMonthlyUsd: null,
    limitTotalUsd: null,
    limitConcurrentSessions: null,
    dailyResetMode: "fixed",
    dailyResetTime: "00:00",
    isEnabled: true,
    expiresAt: null,
    allowedClients: [],
    allowedModels: [],
    createdAt: "2026-01-01T00:00:00Z",
    keys: [],
    ...fields,
  };
}

const USERS = [
  user("Ada", { role: "admin", tags: ["Compilers"], providerGroup: "a,b" }),
  user("Bob", { note: "works on compilers", isEnabled: false }),
  user("Cid", { expiresAt: "2026-01-09T00:00:00Z", providerGroup: "b" }),
];

function names(filter: Partial<UserFilter>): string[] {
  return filterUsers(USERS, { ...EVERYTHING, ...filter }, NOW).map(({ name }) => name);
}

describe("filterUsers", () => {
  it("lets everybody through when nothing is asked", () => {
    expect(names({})).toEqual(["Ada", "Bob", "Cid"]);
  });

  it("finds words in names, notes and tags, whatever their case", () => {
    expect(names({ search: "COMPILERS" })).toEqual(["Ada", "Bob"]);
    expect(names({ search: "compilers bob" })).toEqual(["Bob"]);
  });

  it("tells switched off from run out", () => {
    expect(names({ state: "disabled" })).toEqual(["Bob"]);
    expect(names({ state: "expired" })).toEqual(["Cid"]);
    expect(names({ state: "enabled" })).toEqual(["Ada"]);
  });

  it("combines role and group", () => {
    expect(names({ group: "b" })).toEqual(["Ada", "Cid"]);
    expect(names({ group: "b", role: "user" })).toEqual(["Cid"]);
  });
});

it("lists each group once", () => {
  expect(groupsOf(USERS)).toEqual(["a", "b", "default"]);
});
