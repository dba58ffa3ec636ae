import { expect, it } from "vitest";
import { clientStats } from "./client-stats";

const use = (userId: number, userAgent: string, day = 1) => ({
  ...{ userId, userAgent },
  lastUsedAt: new Date(Date.UTC(2026, 0, day)),
});

it("takes the newest version that enough users have for the general one", () => {
  const uses = [
    ...[use(1, "tool/1.9.0"), use(2, "tool/1.9.0")],
    ...[use(1, "tool/1.10.0"), use(2, "tool/1.10.0 (linux)"), use(3, "tool/2.0.0-beta.1")],
  ];
  const general = (threshold: number) => clientStats(uses, threshold)[0]?.generalVersion;
  expect([1, 2, 3].map(general)).toEqual(["2.0.0-beta.1", "1.10.0", null]);
});

it("lists programs by users, versions newest first, and one use per user and version", () => {
  const stats = clientStats(
    [
      ...[use(1, "tool/1.0.0 (a)", 3), use(1, "tool/1.0.0 (b)", 5), use(2, "tool/1.1.0", 4)],
      ...[use(3, "tool/1.0.0", 6), use(1, "another/3.0.0"), use(4, "no version"), use(4, "")],
    ],
    2,
  );
  expect(stats.map(({ type, userCount }) => [type, userCount])).toEqual([
    ["tool", 3],
    ["another", 1],
  ]);
  expect(
    stats[0]?.uses.map(({ userId, version, lastUsedAt }) => [userId, version, lastUsedAt.getUTCDate()]),
  ).toEqual([
    [2, "1.1.0", 4],
    [3, "1.0.0", 6],
    [1, "1.0.0", 5],
  ]);
});
