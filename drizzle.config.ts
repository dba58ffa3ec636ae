import { defineConfig } from "drizzle-kit";

/** `bun run db:generate` writes a new migration from the difference between these tables and the last one. */
export default defineConfig({
  dialect: "postgresql",
  schema: "./src/infra/postgres/tables/*.ts",
  out: "./drizzle",
});
