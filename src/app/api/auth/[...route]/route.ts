import { createAuthApp } from "@/actions/http/auth-app";

export const dynamic = "force-dynamic";

const app = createAuthApp();

export const POST = (request: Request) => app.fetch(request);
