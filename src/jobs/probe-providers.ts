import { probeCircuits } from "@/services/circuits/probe-circuits";
import type { Job } from "./job";

/** Finds out by small requests of the hub's own whether providers with an open circuit are back. */
export const probeProviders: Job = {
  name: "probe-providers",
  everyMs: ({ PROBE_INTERVAL_MS }) => PROBE_INTERVAL_MS,
  isOn: ({ ENABLE_SMART_PROBING }) => ENABLE_SMART_PROBING,
  keepsRuns: false,
  run: async ({ env, ...runtime }) => ({
    tested: await probeCircuits({ ...runtime, timeoutMs: env.PROBE_TIMEOUT_MS }),
  }),
};
