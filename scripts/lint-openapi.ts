import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createOpenApiDocument } from "@/actions/http/openapi-document";

/** Writes the API's document, as the declarations of the actions make it, and lints it. No database is needed. */
const FILE = ".cache/openapi.json";

mkdirSync(".cache", { recursive: true });
writeFileSync(FILE, JSON.stringify(await createOpenApiDocument("https://hub.example"), null, 2));
const { status, stdout, stderr } = spawnSync(
  process.execPath,
  ["node_modules/@redocly/cli/bin/cli.js", "lint", FILE, "--config", "redocly.yaml"],
  {
    encoding: "utf8",
    env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true", NO_COLOR: "1" },
  },
);
if (status !== 0) console.error(stdout + stderr);
process.exit(status ?? 1);
