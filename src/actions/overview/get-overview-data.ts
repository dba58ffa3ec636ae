"use server";
import { z } from "zod";
import { action } from "../kit/action";
import { hasGlobalView } from "../kit/global-view";
import { Overview, readOverview } from "./overview";

const NOTHING: Overview = {
  concurrentSessions: 0,
  todayRequests: 0,
  todayCost: 0,
  avgResponseTime: 0,
  todayErrorRate: 0,
};

export const getOverviewData = action(
  {
    name: "overview/getOverviewData",
    summary: "What happens today, in five figures",
    description:
      "Sessions at work now, and today's requests, cost in USD, mean duration in ms and share of errors in percent, in the hub's time zone. All are 0 for users who may not see everybody's usage.",
    access: "user",
    input: z.object({}),
    output: Overview,
  },
  async ({ caller, runtime }) => (hasGlobalView(caller, runtime) ? readOverview(runtime) : NOTHING),
);
