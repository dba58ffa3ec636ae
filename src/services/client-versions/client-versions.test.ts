import { expect, it } from "vitest";
import { DAY_MS } from "@/lib/duration";
import { ClientVersions } from "./client-versions";

const cli = (version: string) => ({ type: "claude-cli", version });

it("requires the newest version that enough users have", () => {
  const versions = new ClientVersions(2);
  versions.note(cli("2.0.0"), 1, 0);
  versions.note(cli("2.0.0"), 1, 1);
  expect(versions.requiredVersion("claude-cli", 2)).toBeNull();
  versions.note(cli("2.0.0"), 2, 2);
  versions.note(cli("3.0.0"), 3, 2);
  expect(versions.requiredVersion("claude-cli", 3)).toBe("2.0.0");
  versions.note(cli("3.0.0"), 1, 4);
  expect(versions.requiredVersion("claude-cli", 5)).toBe("3.0.0");
  expect(versions.requiredVersion("claude-vscode", 5)).toBeNull();
});

it("forgets uses after seven days", () => {
  const versions = new ClientVersions(1);
  versions.note(cli("2.0.0"), 1, 0);
  expect(versions.requiredVersion("claude-cli", 7 * DAY_MS - 1)).toBe("2.0.0");
  expect(versions.requiredVersion("claude-cli", 7 * DAY_MS)).toBeNull();
});

it("49: remembers a bounded number of versions, whatever one user claims", () => {
  const versions = new ClientVersions(2);
  for (let n = 0; n < 300; n++) {
    versions.note(cli("1.0.0"), n % 2, n);
    versions.note(cli(`9.0.${n}`), 7, n);
  }
  expect(versions.requiredVersion("claude-cli", 300)).toBe("1.0.0");
});
