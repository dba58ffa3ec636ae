import { z } from "zod";
import { breaks } from "@/domain/rule-issue";
import { parseJson } from "@/lib/parse-json";

/** A JSON object as it is typed; blank means none. */
export const jsonObjectText = z.string().transform((text, context): Record<string, unknown> | null => {
  if (text.trim() === "") return null;
  const value = parseJson<unknown>(text);
  if (value === undefined) return refuse("json");
  if (typeof value !== "object" || value === null || Array.isArray(value)) return refuse("jsonObject");
  return { ...value };

  function refuse(rule: "json" | "jsonObject"): never {
    const { error, params } = breaks(rule, "must be a JSON object");
    context.issues.push({ code: "custom", input: text, message: error, params });
    return z.NEVER;
  }
});

/** A stored object as it is typed. */
export function jsonText(value: Readonly<Record<string, unknown>> | null): string {
  return value === null ? "" : JSON.stringify(value, null, 2);
}
