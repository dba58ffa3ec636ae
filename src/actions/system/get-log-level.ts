"use server";
import { z } from "zod";
import { action } from "../kit/action";
import { ShownLogLevel } from "./log-level";

export const getLogLevel = action(
  {
    name: "system/getLogLevel",
    summary: "How much this process logs",
    description: "It starts with LOG_LEVEL. Other replicas have levels of their own.",
    access: "admin",
    input: z.object({}),
    output: z.object({ level: ShownLogLevel }),
  },
  async ({ runtime }) => ({ level: ShownLogLevel.parse(runtime.logger.level) }),
);
