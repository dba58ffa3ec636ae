import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const src = fileURLToPath(new URL("./src", import.meta.url));
// `server-only` throws outside a React server bundle; in tests everything is the server.
const serverOnly = fileURLToPath(new URL("./tests/support/server-only.ts", import.meta.url));

/**
 * What comes about by itself is waited for this long (ms), not vitest's one second: a page that
 * answers in 50 ms on an idle machine can need seconds on a busy one.
 */
const patient = { poll: { timeout: 15_000 } };

const common = {
  resolve: { alias: { "@": src, "server-only": serverOnly } },
};

/** Files that start services run two at a time: the machine they must fit has two cores. */
const MAX_WORKERS = 2;

export default defineConfig({
  test: {
    maxWorkers: MAX_WORKERS,
    projects: [
      {
        ...common,
        test: {
          expect: patient,
          name: "unit",
          include: ["{src,dev,scripts}/**/*.test.{ts,tsx}"],
          testTimeout: 20_000,
        },
      },
      {
        ...common,
        test: {
          expect: patient,
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          globalSetup: "tests/support/services.ts",
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...common,
        test: {
          expect: patient,
          name: "chaos",
          include: ["tests/chaos/**/*.test.ts"],
          globalSetup: "tests/support/services.ts",
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        ...common,
        test: {
          expect: patient,
          name: "clients",
          include: ["tests/clients/**/*.test.ts"],
          globalSetup: "tests/support/services.ts",
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...common,
        test: {
          expect: patient,
          name: "clis",
          include: ["tests/clis/*.test.ts"],
          globalSetup: "tests/support/services.ts",
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...common,
        test: {
          expect: patient,
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          globalSetup: "tests/support/services.ts",
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
