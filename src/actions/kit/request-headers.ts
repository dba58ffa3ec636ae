/** The headers of the request a page's server function is called by. */
export async function readRequestHeaders(): Promise<Headers> {
  // Imported here, not above: the REST face runs the same actions where there is no Next.
  const { headers } = await import("next/headers");
  return headers();
}
