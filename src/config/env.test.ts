import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { databasePoolSize, EnvError, readEnv } from "./env";

function problemsOf(source: Record<string, string>): readonly string[] {
  try {
    readEnv(source);
  } catch (error) {
    if (error instanceof EnvError) return error.problems;
    throw error;
  }
  return [];
}

describe("readEnv", () => {
  it("has the product's defaults, and takes an empty variable as unset", () => {
    const env = readEnv({ DSN: "", LOG_LEVEL: "" });
    expect(env).toMatchObject({
      APP_PORT: 23_000,
      AUTO_MIGRATE: true,
      SESSION_TTL: 300,
      LOG_LEVEL: "info",
      MESSAGE_REQUEST_WRITE_MODE: "async",
      MESSAGE_REQUEST_ASYNC_FLUSH_INTERVAL_MS: 250,
      ENABLE_CIRCUIT_BREAKER_ON_NETWORK_ERRORS: false,
    });
    expect(env.DSN).toBeUndefined();
    expect(databasePoolSize(env)).toBe(10);
    expect(databasePoolSize({ ...env, NODE_ENV: "production" })).toBe(20);
  });

  it.each([
    ["true", true],
    ["YES", true],
    ["1", true],
    ["on", true],
    ["off", false],
    ["No", false],
    ["0", false],
    ["false", false],
  ])("reads the flag %s", (text, value) => {
    expect(readEnv({ AUTO_MIGRATE: text }).AUTO_MIGRATE).toBe(value);
  });

  it("names every bad variable at once", () => {
    const problems = problemsOf({
      AUTO_MIGRATE: "maybe",
      APP_PORT: "http",
      API_TEST_TIMEOUT_MS: "10",
      TZ: "Mars/Olympus",
      ADMIN_TOKEN: "change-me",
      REDIS_URL: "http://cache",
    });
    for (const name of [
      "AUTO_MIGRATE",
      "APP_PORT",
      "API_TEST_TIMEOUT_MS",
      "TZ",
      "ADMIN_TOKEN",
      "REDIS_URL",
    ]) {
      expect(problems.filter((line) => line.startsWith(`${name}:`))).toHaveLength(1);
    }
    expect(problems).toHaveLength(6);
  });

  it("does not repeat a password of a malformed URL", () => {
    expect(problemsOf({ DSN: "mysql://u:hunter2@h/db" }).join()).not.toContain("hunter2");
  });

  it("reads secrets from files, and refuses both forms at once", () => {
    const folder = mkdtempSync(join(tmpdir(), "env-"));
    const path = join(folder, "token");
    writeFileSync(path, "from-a-file-0123\n");
    expect(readEnv({ ADMIN_TOKEN_FILE: path }).ADMIN_TOKEN).toBe("from-a-file-0123");
    expect(problemsOf({ ADMIN_TOKEN_FILE: path, ADMIN_TOKEN: "another-one" })).toHaveLength(1);
    expect(problemsOf({ DSN_FILE: join(folder, "absent") })[0]).toMatch(/^DSN_FILE: .*ENOENT/);
    rmSync(folder, { recursive: true });
  });
});
