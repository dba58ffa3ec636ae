import type { Env } from "@/config/env";
import type { Runtime } from "@/services/runtime/runtime";

/** Something the hub does by itself from time to time. Of several replicas, one does it. */
export interface Job {
  /** Shown in the dashboard, and the name of its lock. */
  readonly name: string;
  readonly everyMs: number | ((env: Env) => number);
  /** Whether this hub does it at all; it does unless told otherwise. */
  readonly isOn?: (env: Env) => boolean;
  /** false: runs too often for a list of them to be of use. */
  readonly keepsRuns?: boolean;
  /** Returns what it did, for the list of runs. */
  readonly run: (runtime: Runtime) => Promise<Readonly<Record<string, unknown>>>;
}
