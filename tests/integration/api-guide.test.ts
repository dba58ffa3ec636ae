import { execFile } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ADMIN_TOKEN, startTestHub, type TestHub } from "../support/hub";
import { makeTempDir } from "../support/temp-dir";

/** The guide's examples, run as they are written, in both languages. */

const GUIDES = ["api-authentication-guide.md", "api-authentication-guide.zh-CN.md"];

/** How an example of each language is run, and by which program. */
const RUNNERS = {
  sh: { program: "sh", needs: "curl", file: "example.sh", args: [] },
  js: { program: process.execPath, needs: "node", file: "example.mjs", args: [] },
  python: { program: "python3", needs: "python3", file: "example.py", args: [] },
  go: { program: "go", needs: "go", file: "main.go", args: ["run"] },
} as const;
type Language = keyof typeof RUNNERS;

const isOnPath = (program: string) =>
  program === "node" ||
  (process.env.PATH ?? "").split(":").some((folder) => existsSync(join(folder, program)));

function examplesOf(guide: string): (readonly [Language, string])[] {
  const text = readFileSync(join(import.meta.dirname, "../../docs", guide), "utf8");
  return [...text.matchAll(/^```(sh|js|python|go)\n(.*?)^```$/gms)].map(
    ([, language, code]) => [language as Language, code ?? ""] as const,
  );
}

let hub: TestHub;

beforeAll(async () => {
  hub = await startTestHub({ env: { ENABLE_SECURE_COOKIES: "false" } });
  await hub.addCaller({ name: "Ada Lovelace" });
});
afterAll(() => hub.close());

describe.each(GUIDES)("docs/%s", (guide) => {
  const examples = examplesOf(guide);

  it("has an example in each language, the same ones as its translation", () => {
    expect(new Set(examples.map(([language]) => language))).toEqual(new Set(Object.keys(RUNNERS)));
    expect(examples).toEqual(examplesOf(GUIDES[0] ?? ""));
  });

  examples.forEach(([language, code], index) => {
    const { program, needs, file, args } = RUNNERS[language];
    it.skipIf(!isOnPath(needs))(`56: example ${index + 1} (${language}) lists the users`, async () => {
      const folder = makeTempDir("guide");
      writeFileSync(join(folder.path, file), code);
      const { stdout } = await promisify(execFile)(program, [...args, file], {
        cwd: folder.path,
        env: { ...process.env, HUB_URL: hub.url, HUB_TOKEN: ADMIN_TOKEN },
      });
      folder.remove();
      expect(stdout).toContain("Ada Lovelace");
    });
  });
});
