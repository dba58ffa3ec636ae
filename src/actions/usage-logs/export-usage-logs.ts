"use server";
import { z } from "zod";
import { toCsv } from "@/lib/csv";
import { listRequests } from "@/repository/requests/list-requests";
import { action } from "../kit/action";
import { CSV_HEADER, csvRow } from "./csv-row";
import { filterFor, LogFilter } from "./log-filter";
import { usageLog } from "./usage-log";

/** Spreadsheets get slow behind it; whoever wants more narrows the filter and exports again. */
const MAX_ROWS = 10_000;

export const exportUsageLogs = action(
  {
    name: "usage-logs/exportUsageLogs",
    summary: "The request log as CSV",
    description:
      "The newest 10 000 requests that the filters match, as the text of a file: UTF-8 with a byte order mark, cells that a spreadsheet would take for formulas escaped. Users get their own requests.",
    access: "user",
    input: LogFilter,
    output: z.string(),
  },
  async ({ input, caller, runtime }) => {
    const { rows } = await listRequests(runtime.database.db, filterFor(caller, input), { size: MAX_ROWS });
    return toCsv([CSV_HEADER, ...rows.map((row) => csvRow(usageLog(row)))]);
  },
);
