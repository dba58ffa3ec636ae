import "server-only";
import { headers } from "next/headers";
import { recogniseCaller, type WebCaller } from "@/services/auth/web-caller";
import { getRuntime } from "@/services/runtime/runtime";

/** Who asks for a page; null when nobody the hub knows. */
export async function currentCaller(): Promise<WebCaller | null> {
  return recogniseCaller(await headers(), await getRuntime());
}
