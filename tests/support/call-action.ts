/** Calls `POST /api/actions/<action>` with a bearer credential and returns its data; throws what it refuses. */
export async function callAction<Data>(
  hubUrl: string,
  credential: string,
  action: string,
  input: unknown = {},
): Promise<Data> {
  const response = await fetch(`${hubUrl}/api/actions/${action}`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${credential}` },
    body: JSON.stringify(input),
  });
  const envelope = (await response.json()) as { ok: boolean; data: Data; error?: string; errorCode?: string };
  if (!envelope.ok) throw new Error(`${action}: ${response.status} ${envelope.errorCode}: ${envelope.error}`);
  return envelope.data;
}
