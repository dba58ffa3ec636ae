import { headers } from "next/headers";

/** The headers of the request a page's server function is called by. */
export async function readRequestHeaders(): Promise<Headers> {
  return headers();
}
