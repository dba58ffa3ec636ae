import { probeCircuits } from "@/services/circuits/probe-circuits";
import type { Job } from "./job";

/** Finds out by small requests of the hub's own whether providers with an open circuit are back. */
export const probeProviders: Job = {
  name: "probe-providers",
  everyMs: ({ env }) => env.PROBE_INTERVAL_MS,
  isOn: ({ env }) => env.ENABLE_SMART_PROBING,
  isQuiet: true,
  run: async ({ env, ...runtime }) => {
    const tested = await probeCircuits({ ...runtime, timeoutMs: env.PROBE_TIMEOUT_MS });
    return Object.keys(tested).length > 0 ? { tested } : null;
  },
};
