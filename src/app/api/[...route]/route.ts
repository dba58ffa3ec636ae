import { createRestApp } from "@/actions/http/rest-app";

/** `next dev` and the fallback: in production src/server.ts answers /api before Next sees it. */
export const dynamic = "force-dynamic";

const app = createRestApp();
const answer = (request: Request) => app.fetch(request);

export { answer as GET, answer as POST };
