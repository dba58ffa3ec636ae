import { gatewayDeps } from "@/gateway/gateway-deps";
import { createGatewayApp } from "@/gateway/http/app";
import { getRuntime } from "@/services/runtime/runtime";

let app: ReturnType<typeof createGatewayApp> | undefined;

/** Answers a gateway request that came through Next. */
export async function answerGateway(request: Request): Promise<Response> {
  app ??= createGatewayApp(gatewayDeps(await getRuntime()));
  return app.fetch(request, {});
}
