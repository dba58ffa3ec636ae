import type { ActionModule } from "../kit/action-module";
import { getJobs } from "./get-jobs";
import { runJob } from "./run-job";

export const JOBS: ActionModule = {
  name: "jobs",
  tag: "Jobs",
  description: "What the hub does by itself from time to time.",
  actions: [getJobs, runJob],
};
