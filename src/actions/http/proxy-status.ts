import { APP_ERRORS } from "@/domain/app-error";
import { getProxyStatus } from "../proxy-status/get-proxy-status";

/** `GET /api/proxy-status`: the data of its action, without the envelope, as monitors written for the original read it. */
export async function answerProxyStatus(request: Request): Promise<Response> {
  const envelope = await getProxyStatus.definition.execute({}, request.headers);
  const headers = { "cache-control": "no-store" };
  if (envelope.ok) return Response.json(envelope.data, { headers });
  const { error, errorCode } = envelope;
  return Response.json({ error, errorCode }, { status: APP_ERRORS[errorCode], headers });
}
