import { ensureBuild } from "./lib/build.mjs";
import { ensureDependencies } from "./lib/dependencies.mjs";
import { ROOT } from "./lib/run.mjs";

/** `npm start`: from a fresh clone to a running hub. What is there already is not made again. */
process.chdir(ROOT);
process.env.NODE_ENV = "production";
process.env.NEXT_TELEMETRY_DISABLED = "1";
await ensureDependencies();
await ensureBuild();
await import("../dist/server.js");
