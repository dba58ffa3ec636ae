import "server-only";
import { clientIp } from "@/lib/client-ip";
import { safeText } from "@/lib/safe-text";

/** Who stands at a browser, as far as its request tells. */
export interface Visitor {
  readonly ip: string | null;
  readonly userAgent: string | null;
}

const MAX_USER_AGENT = 512;

export function visitorOf(headers: Headers): Visitor {
  const userAgent = headers.get("user-agent");
  return { ip: visitorIp(headers), userAgent: userAgent && safeText(userAgent, MAX_USER_AGENT) };
}

/** Next appends the address of the connection to `x-forwarded-for`, so the peer is the list's last entry. */
export function visitorIp(headers: Headers): string | null {
  const forwarded = headers.get("x-forwarded-for");
  return forwarded === null ? null : clientIp("127.0.0.1", forwarded);
}
