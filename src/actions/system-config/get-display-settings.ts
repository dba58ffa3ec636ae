"use server";
import { z } from "zod";
import { Settings } from "@/domain/settings/settings";
import { action } from "../kit/action";

const { siteTitle, currencyDisplay, billingModelSource, allowGlobalUsageView } = Settings.shape;

export const getDisplaySettings = action(
  {
    name: "system-config/getDisplaySettings",
    summary: "The settings that pages of users go by",
    description: "Title, currency, whose price is charged, and whether users see everybody's usage.",
    access: "user",
    input: z.object({}),
    output: z.object({ siteTitle, currencyDisplay, billingModelSource, allowGlobalUsageView }),
  },
  async ({ runtime }) => runtime.snapshot.current.settings,
);
