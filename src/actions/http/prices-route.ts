import { Hono } from "hono";
import { APP_ERRORS } from "@/domain/app-error";
import { getModelPricesPaginated } from "../model-prices/get-model-prices-paginated";

/** `GET /api/prices?page&pageSize&search`, as scripts know it; `size` is another word for `pageSize`. */
export function createPricesRoute(): Hono {
  const app = new Hono();
  app.get("/api/prices", async (c) => {
    const { size, ...query } = c.req.query();
    const input = { ...(size !== undefined && { pageSize: size }), ...query };
    const envelope = await getModelPricesPaginated.definition.execute(input, c.req.raw.headers);
    return Response.json(envelope, {
      status: envelope.ok ? 200 : APP_ERRORS[envelope.errorCode],
      headers: { "cache-control": "no-store" },
    });
  });
  return app;
}
