import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const src = fileURLToPath(new URL("./src", import.meta.url));
// `server-only` throws outside a React server bundle; in tests everything is the server.
const serverOnly = fileURLToPath(new URL("./tests/support/server-only.ts", import.meta.url));

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
        test: { name: "unit", include: ["{src,dev,scripts}/**/*.test.{ts,tsx}"], testTimeout: 20_000 },
      },
      {
        ...common,
        test: {
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
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          globalSetup: "tests/support/services.ts",
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Not vitest's one second: what a page shows within 50 ms takes seconds on a busy machine.
          expect: { poll: { timeout: 15_000 } },
        },
      },
    ],
  },
});
