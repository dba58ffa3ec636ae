import { AppError } from "@/domain/app-error";
import { judgeOutbound } from "@/domain/outbound/outbound-policy";

/**
 * Refuses a URL whose host no upstream can have, such as a cloud's metadata service. The hub judges again whenever it
 * connects, by what the name resolves to then; here the admin hears of it in time.
 *
 * @param url absent and null are fine
 * @throws {AppError} INVALID_INPUT, with `field`
 */
export function assertPossibleHost(url: string | null | undefined, field: string): void {
  if (url === undefined || url === null) return;
  if (judgeOutbound(new URL(url).hostname, { privateNetworks: "allow" }) !== "forbidden") return;
  throw new AppError("INVALID_INPUT", "No upstream can be at this address. Give another host.", { field });
}
