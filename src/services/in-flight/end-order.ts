import { z } from "zod";

/** What one replica tells the others when a session is ended. */
export const EndOrder = z.object({
  /** Sessions, scoped by their keys. */
  sessionKeys: z.array(z.string()),
  /** Epoch ms: requests that came later are not meant. */
  at: z.number(),
});
export type EndOrder = z.infer<typeof EndOrder>;

export function endOrder(order: EndOrder): string {
  return JSON.stringify(order);
}
