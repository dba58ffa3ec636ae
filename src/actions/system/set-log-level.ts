"use server";
import { z } from "zod";
import { action } from "../kit/action";
import { LogLevel } from "./log-level";

export const setLogLevel = action(
  {
    name: "system/setLogLevel",
    summary: "Let this process log more or less",
    description: "At once, until it is changed again or the process ends. Other replicas stay as they are.",
    access: "admin",
    input: z.object({ level: LogLevel }),
    output: z.object({ level: LogLevel }),
  },
  async ({ input: { level }, runtime, change }) =>
    change(async () => {
      runtime.logger.level = level;
      return { result: { level }, targetId: null, changes: { level } };
    }),
);
