import { DAY_MS } from "@/lib/duration";

/** That a user was seen with a client, and when last. */
export interface ClientUse {
  readonly userId: number;
  readonly userAgent: string;
  readonly lastUsedAt: Date;
}

/** Uses older than this say nothing about what is current, ms. */
export const CLIENT_USE_WINDOW_MS = 7 * DAY_MS;
