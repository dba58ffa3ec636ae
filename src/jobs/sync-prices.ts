import { HOUR_MS } from "@/lib/duration";
import { fetchNewPrices, importFetched } from "@/services/pricing/sync-prices";
import type { Job } from "./job";

/** Fetches the price table as often as the settings say. Replicas hear of new prices from the database. */
export const syncPrices: Job = {
  name: "sync-prices",
  everyMs: ({ settings }) => settings.priceSyncIntervalHours * HOUR_MS,
  isOn: ({ settings }) => settings.enablePriceSync,
  run: async ({ database: { db }, upstream, snapshot }) => {
    const { priceTableUrls: urls } = snapshot.current.settings;
    const fetched = await fetchNewPrices(db, upstream, { urls });
    const { notModified, total, ...lists } = await db.transaction((tx) => importFetched(tx, fetched));
    const counts = Object.entries(lists).map(([name, models]) => [name, models.length] as const);
    return { notModified, total, ...Object.fromEntries(counts) };
  },
};
