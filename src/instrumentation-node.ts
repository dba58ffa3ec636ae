import { readEnv } from "@/config/env";
import { JOBS } from "@/jobs/registry";
import { startJobs } from "@/jobs/schedule";
import { publishRuntime } from "@/services/runtime/runtime";
import { startRuntime } from "@/services/runtime/start";

/** Starts the runtime of `next dev`, and ends it with the process. */
export async function startForDevelopment(): Promise<void> {
  const onNewAdminToken = (token: string) => console.log(`\n  Admin token: ${token}\n`);
  const runtime = await publishRuntime(() => startRuntime({ env: readEnv(), onNewAdminToken }));
  startJobs(JOBS, runtime);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void runtime.shutdown().finally(() => process.exit(0)));
  }
}
