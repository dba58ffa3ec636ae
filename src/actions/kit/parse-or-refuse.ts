import type { z } from "zod";
import { AppError } from "@/domain/app-error";

/** What a schema makes of a value from outside. @throws {AppError} `INVALID_INPUT` */
export function parseOrRefuse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join(".") ?? "";
  const reason = issue?.message ?? "invalid input";
  throw new AppError("INVALID_INPUT", field ? `${field}: ${reason}` : reason, { field, reason });
}
