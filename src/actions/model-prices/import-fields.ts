import { z } from "zod";

const models = (what: string) => z.array(z.string()).readonly().describe(what);

/** What became of the entries of a price table; each is in one of the lists. */
export const ImportFields = {
  added: models("Models that had no price from a table"),
  updated: models("Models whose price is another than before"),
  unchanged: models("Models whose price is the same as before"),
  failed: models("Entries that are no price records"),
  skipped: models("Models for which an admin's own price stays in force"),
  total: z.number().int().describe("Entries in the table"),
};
