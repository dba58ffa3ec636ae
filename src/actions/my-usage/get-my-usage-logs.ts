"use server";
import { z } from "zod";
import type { RequestFilter } from "@/domain/request/request-row";
import { CURRENCIES, Settings } from "@/domain/settings/settings";
import { localDay } from "@/lib/local-day";
import { countRequests } from "@/repository/requests/count-requests";
import { listRequests } from "@/repository/requests/list-requests";
import { action } from "../kit/action";
import { compact } from "../kit/compact";
import { MyUsageLog, myUsageLog } from "./my-usage-log";
import { ownKey } from "./own-key";

const text = z.string().trim().min(1).max(256).optional();

export const getMyUsageLogs = action(
  {
    name: "my-usage/getMyUsageLogs",
    summary: "The requests of the key",
    description:
      "Newest first, by page number. Days are the hub's, both included. Nothing of other keys is in it, the user's own included.",
    access: "read-only",
    input: z.object({
      startDate: z.iso.date().optional(),
      endDate: z.iso.date().optional(),
      model: text,
      endpoint: text,
      statusCode: z.coerce.number().int().optional(),
      excludeStatusCode200: z.boolean().optional(),
      minRetryCount: z.coerce.number().int().min(0).optional(),
      page: z.coerce.number().int().min(1).default(1),
      pageSize: z.coerce.number().int().min(1).max(100).default(20),
    }),
    output: z.object({
      logs: z.array(MyUsageLog),
      total: z.number().int(),
      page: z.number().int(),
      pageSize: z.number().int(),
      currencyCode: z.enum(CURRENCIES),
      billingModelSource: Settings.shape.billingModelSource,
    }),
    refusals: ["PERMISSION_DENIED"],
  },
  async ({ input, caller, runtime: { database, env, snapshot } }) => {
    const { startDate, endDate, page, pageSize, ...filters } = input;
    const filter: RequestFilter = compact({
      ...filters,
      keyId: ownKey(caller).key.id,
      from: startDate === undefined ? undefined : localDay(startDate, env.TZ).start,
      to: endDate === undefined ? undefined : localDay(endDate, env.TZ).end,
    });
    const [listed, total] = await Promise.all([
      listRequests(database.db, filter, { size: pageSize, skip: (page - 1) * pageSize }),
      countRequests(database.db, filter),
    ]);
    const { currencyDisplay, billingModelSource } = snapshot.current.settings;
    return {
      logs: listed.rows.map((row) => myUsageLog(row, billingModelSource)),
      ...{ total, page, pageSize, currencyCode: currencyDisplay, billingModelSource },
    };
  },
);
