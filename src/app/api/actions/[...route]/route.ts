import { createActionsApp } from "@/actions/http/app";

export const dynamic = "force-dynamic";

const app = createActionsApp();
const answer = (request: Request) => app.fetch(request);

export { answer as GET, answer as POST };
