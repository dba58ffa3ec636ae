import "server-only";
import type { JobOutcome } from "./job-outcome";

/** A job as others may know it. */
export interface DeskJob {
  readonly name: string;
  readonly everyMs: () => number;
  readonly isOn: () => boolean;
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
