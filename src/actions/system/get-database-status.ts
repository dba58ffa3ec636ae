"use server";
import { z } from "zod";
import { readDatabaseStatus } from "@/repository/backup/database-status";
import { action } from "../kit/action";

export const getDatabaseStatus = action(
  {
    name: "system/getDatabaseStatus",
    summary: "What the database is, and how large",
    description: "Its version, size and number of tables; not available while it does not answer.",
    access: "admin",
    input: z.object({}),
    output: z.object({
      isAvailable: z.boolean(),
      /** Host and port, or "embedded". */
      containerName: z.string(),
      databaseName: z.string(),
      databaseSize: z.string(),
      tableCount: z.number().int(),
      postgresVersion: z.string(),
      error: z.string().optional(),
    }),
  },
  async ({ runtime: { database, env, logger } }) => {
    const containerName = env.DSN ? new URL(env.DSN).host || "localhost" : "embedded";
    try {
      return { isAvailable: true, containerName, ...(await readDatabaseStatus(database.db)) };
    } catch (error) {
      logger.warn({ err: error }, "the database does not tell its status");
      const unknown = { databaseName: "", databaseSize: "", tableCount: 0, postgresVersion: "" };
      return { isAvailable: false, containerName, ...unknown, error: "The database does not answer." };
    }
  },
);
