"use server";
import { z } from "zod";
import { CURRENCIES, Settings } from "@/domain/settings/settings";
import { Decimal } from "@/lib/decimal";
import { dayWindow } from "@/lib/time-window";
import { summariseModelsOfKey } from "@/repository/ledger/summarise-models-of-key";
import { action } from "../kit/action";
import { ownKey } from "./own-key";

const count = z.number().int();

const Usage = z.object({ calls: count, inputTokens: count, outputTokens: count, costUsd: z.number() });

export const getMyTodayStats = action(
  {
    name: "my-usage/getMyTodayStats",
    summary: "What the key has used today, by model",
    description:
      "Since the key's own daily reset, in the hub's time zone; with a rolling reset since midnight. Amounts in USD.",
    access: "read-only",
    input: z.object({}),
    output: Usage.extend({
      modelBreakdown: z.array(Usage.extend({ model: z.string(), billingModel: z.string() })),
      currencyCode: z.enum(CURRENCIES),
      billingModelSource: Settings.shape.billingModelSource,
    }),
    refusals: ["PERMISSION_DENIED"],
  },
  async ({ caller, runtime: { clock, database, env, snapshot } }) => {
    const { key } = ownKey(caller);
    const { dailyResetMode, dailyResetTime } = key.limits;
    const resetTime = dailyResetMode === "fixed" ? dailyResetTime : "00:00";
    const { startsAt } = dayWindow(clock.now(), resetTime, env.TZ);
    const models = await summariseModelsOfKey(database.db, key.id, new Date(startsAt));
    const { currencyDisplay, billingModelSource } = snapshot.current.settings;
    const sum = (field: "calls" | "inputTokens" | "outputTokens") =>
      models.reduce((total, model) => total + model[field], 0);
    return {
      calls: sum("calls"),
      inputTokens: sum("inputTokens"),
      outputTokens: sum("outputTokens"),
      costUsd: models.reduce((total, { costUsd }) => total.plus(costUsd), new Decimal(0)).toNumber(),
      modelBreakdown: models.map(({ model, costUsd, ...rest }) => ({
        ...rest,
        model,
        billingModel: model,
        costUsd: Number(costUsd),
      })),
      currencyCode: currencyDisplay,
      billingModelSource,
    };
  },
);
