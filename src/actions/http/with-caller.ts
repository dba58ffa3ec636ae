import { AppError } from "@/domain/app-error";
import type { FailureEnvelope } from "@/domain/envelope";
import type { WebCaller } from "@/services/auth/web-caller";
import { getRuntime, type Runtime } from "@/services/runtime/runtime";
import { checkAccess, checkOrigin } from "../kit/access";
import { identify } from "../kit/identify";

/** Answers a request of an admin, or refuses it in the envelope of the actions. */
export async function withAdmin(
  request: Request,
  answer: (caller: WebCaller, runtime: Runtime) => Promise<Response>,
): Promise<Response> {
  const runtime = await getRuntime();
  try {
    const caller = checkAccess(await identify(request.headers, runtime), "admin", request.headers);
    checkOrigin(caller, request.headers);
    return await answer(caller, runtime);
  } catch (error) {
    return refusal(error, runtime);
  }
}

function refusal(error: unknown, { logger }: Pick<Runtime, "logger">): Response {
  if (error instanceof AppError) {
    const { code, message, params, status } = error;
    const failure: FailureEnvelope = { ok: false, error: message, errorCode: code, errorParams: params };
    return Response.json(failure, { status });
  }
  logger.error({ err: error }, "a request of an admin failed unexpectedly");
  const failure: FailureEnvelope = {
    ok: false,
    error: "The hub failed unexpectedly; its log says why.",
    errorCode: "INTERNAL_ERROR",
  };
  return Response.json(failure, { status: 500 });
}
