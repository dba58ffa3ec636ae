import type { Env } from "@/config/env";
import type { Settings } from "@/domain/settings/settings";
import type { Runtime } from "@/services/runtime/runtime";

/** What decides whether and how often a job runs. */
export interface JobContext {
  readonly env: Env;
  readonly settings: Settings;
}

/** Something the hub does by itself from time to time. Of several replicas, one does it. */
export interface Job {
  /** Shown in the dashboard, and the name of its lock. */
  readonly name: string;
  readonly everyMs: number | ((context: JobContext) => number);
  /** Whether this hub does it at all; it does unless told otherwise. Asked anew all the time. */
  readonly isOn?: (context: JobContext) => boolean;
  /** It looks often whether there is anything to do: only runs that did something, or failed, are kept. */
  readonly isQuiet?: boolean;
  /** When it will have something to do, epoch ms, for jobs that look often and act by a schedule; null: nobody can say. */
  readonly nextTurn?: (context: JobContext, now: number) => number | null;
  /**
   * Returns what it did, for the list of runs; null when there was nothing to do.
   *
   * @param how `asked`: an admin wants it now, whatever the schedule says
   */
  readonly run: (runtime: Runtime, how: "due" | "asked") => Promise<Readonly<Record<string, unknown>> | null>;
}

/** How often it runs, in ms. */
export function intervalOf({ everyMs }: Job, context: JobContext): number {
  return typeof everyMs === "number" ? everyMs : everyMs(context);
}

export function contextOf({ env, snapshot }: Pick<Runtime, "env" | "snapshot">): JobContext {
  return { env, settings: snapshot.current.settings };
}
