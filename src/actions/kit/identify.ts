import { AppError } from "@/domain/app-error";
import { SECOND_MS } from "@/lib/duration";
import { visitorIp } from "@/services/auth/visitor";
import { recogniseCaller, type WebCaller } from "@/services/auth/web-caller";
import type { Runtime } from "@/services/runtime/runtime";

/**
 * Who calls, null for nobody the hub knows. An address that goes on sending wrong bearer credentials has to wait, with
 * right ones too: else it could go on guessing. Cookies do not count, browsers keep sending them when they have ended.
 *
 * @throws {AppError} `TOO_MANY_ATTEMPTS`
 */
export async function identify(headers: Headers, runtime: Runtime): Promise<WebCaller | null> {
  if (!headers.has("authorization")) return recogniseCaller(headers, runtime);
  const { bearerThrottle, clock } = runtime;
  const address = visitorIp(headers) ?? "unknown";
  const waitMs = bearerThrottle.waitMs(address, clock.now());
  if (waitMs > 0) {
    const seconds = Math.ceil(waitMs / SECOND_MS);
    throw new AppError("TOO_MANY_ATTEMPTS", `Too many wrong credentials. Try again in ${seconds} s.`, {
      seconds,
    });
  }
  const caller = await recogniseCaller(headers, runtime);
  if (!caller) bearerThrottle.noteFailure(address, clock.now());
  return caller;
}
