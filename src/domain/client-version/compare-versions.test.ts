import { describe, expect, it } from "vitest";
import { clientProgramOf } from "./client-program";
import { compareVersions } from "./compare-versions";

it("orders versions", () => {
  const inOrder = [
    ...["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1"],
    ...["1.0.0", "1.0.1-rc.1", "v1.0.1+build.7", "1.2.0", "1.10.0", "2.1.197"],
  ];
  for (const [index, version] of inOrder.entries()) {
    for (const [other, later] of inOrder.entries()) {
      expect(Math.sign(compareVersions(version, later))).toBe(Math.sign(index - other));
    }
  }
  expect(compareVersions("1.2", "1.2.0")).toBe(0);
  expect(compareVersions("latest", "1.0.0")).toBe(0);
});

describe("clientProgramOf", () => {
  it.each([
    ["claude-cli/2.1.197 (external, sdk-cli)", { type: "claude-cli", version: "2.1.197" }],
    [
      "claude-cli/2.1.0 (external, claude-vscode, agent-sdk/0.1)",
      { type: "claude-vscode", version: "2.1.0" },
    ],
    ["codex_exec/0.169.0 (Debian 12.0.0; x86_64)", { type: "codex_exec", version: "0.169.0" }],
    ["tool/1.0.0-beta.2", { type: "tool", version: "1.0.0-beta.2" }],
    ["Mozilla/5.0 (X11)", null],
    ["curl", null],
    [null, null],
  ])("reads %s", (userAgent, program) => {
    expect(clientProgramOf(userAgent)).toEqual(program);
  });
});
