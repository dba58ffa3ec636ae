import "server-only";
import { headers } from "next/headers";
import { getRuntime } from "@/services/runtime/runtime";

/** Where clients reach this hub: APP_URL, else the address the page was asked for by. */
export async function hubAddress(): Promise<string> {
  const { env } = await getRuntime();
  if (env.APP_URL) return env.APP_URL;
  const sent = await headers();
  const protocol = sent.get("x-forwarded-proto")?.split(",")[0] ?? "http";
  return `${protocol}://${sent.get("x-forwarded-host") ?? sent.get("host")}`;
}
