import type { MeasuredProcess } from "./processes";

/** Calls an action of a hub as a script would. @throws when the hub refuses it */
export async function callAction<Data>(
  { url }: Pick<MeasuredProcess, "url">,
  token: string,
  action: string,
  input: object,
): Promise<Data> {
  const response = await fetch(`${url}/api/actions/${action}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(input),
  });
  const envelope = (await response.json()) as { ok: boolean; data: Data; error?: string };
  if (!envelope.ok) throw new Error(`${action} ${JSON.stringify(input)}: ${envelope.error}`);
  return envelope.data;
}
