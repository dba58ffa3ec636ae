import "server-only";
import type { JobOutcome } from "./job-outcome";

/** A job as others may know it. */
export interface DeskJob {
  readonly name: string;
  readonly everyMs: () => number;
  readonly isOn: () => boolean;
  /** It looks often whether there is anything to do; runs that found nothing are not kept. */
  readonly isQuiet: boolean;
  /**
   * When this process runs it next, epoch ms; null when nobody can say.
   *
   * @param lastRunAt when it last ran in any replica, epoch ms
   */
  readonly nextRunAt: (lastRunAt: number | null) => number | null;
  /** Runs it now, whether it is due or not. Never rejects. */
  readonly run: () => Promise<JobOutcome>;
}

/** Where the process's jobs can be asked after: whoever starts them hands them in, admins look and call. */
export class JobDesk {
  private jobs: readonly DeskJob[] = [];

  handIn(jobs: readonly DeskJob[]): void {
    this.jobs = jobs;
  }

  list(): readonly DeskJob[] {
    return this.jobs;
  }

  find(name: string): DeskJob | undefined {
    return this.jobs.find((job) => job.name === name);
  }
}
