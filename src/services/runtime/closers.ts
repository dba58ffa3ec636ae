import "server-only";
import type { Logger } from "@/infra/logger";

/** Something that was opened, by name, with how to close it. */
export type Closer = readonly [name: string, close: () => Promise<void>];

/** Closes from the last opened to the first. One that fails does not keep the others open. */
export async function closeAll(opened: readonly Closer[], logger: Logger): Promise<void> {
  for (const [name, close] of [...opened].reverse()) {
    try {
      await close();
    } catch (error) {
      logger.error({ part: name, err: error }, "a part did not close cleanly");
    }
  }
  logger.flush();
}
