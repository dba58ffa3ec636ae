"use server";
import { z } from "zod";
import { Settings } from "@/domain/settings/settings";
import { action } from "../kit/action";

export const fetchSystemSettings = action(
  {
    name: "system-config/fetchSystemSettings",
    summary: "Read the hub's settings",
    description: "Every setting with its value in force; what was never set has its default.",
    access: "admin",
    input: z.object({}),
    output: Settings,
  },
  async ({ runtime }) => runtime.snapshot.current.settings,
);
