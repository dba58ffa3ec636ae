import type { IncomingMessage, ServerResponse } from "node:http";
import { once } from "@/lib/once";

type RequestListener = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;

/**
 * Next, loaded when the first page is asked for (or earlier, by `prepare`). Its modules weigh more than the rest of
 * the hub together, and from its first request on Node keeps an async context for every promise in the process: a hub
 * that only relays should pay for neither.
 */
export function createDashboard(onError: (error: unknown) => void): {
  readonly prepare: () => Promise<RequestListener>;
  readonly handle: RequestListener;
} {
  const prepare = once(async (): Promise<RequestListener> => {
    const { default: next } = await import("next");
    const app = next({ dev: false, dir: process.cwd(), quiet: true });
    await app.prepare();
    return app.getRequestHandler();
  });
  return {
    prepare,
    async handle(incoming, outgoing) {
      try {
        const answer = await prepare();
        await answer(incoming, outgoing);
      } catch (error) {
        onError(error);
        outgoing.statusCode = 500;
        outgoing.end("The dashboard could not be loaded; the hub's log says why.");
      }
    },
  };
}
