import type { RouteConfig } from "@hono/zod-openapi";
import { HUB_VERSION } from "@/config/version";
import { APP_ERRORS, type AppErrorCode } from "@/domain/app-error";
import { getRuntime } from "@/services/runtime/runtime";
import type { ActionDefinition } from "../kit/action";
import { MODULES } from "../registry";
import { type JsonSchema, jsonSchemaOf, type SchemaComponents } from "./json-schema";
import { ACCESS_SENTENCES, API_DESCRIPTION } from "./openapi-text";

const PATH_PREFIX = "/api/actions";

/** Whoever calls by either of them. */
const CALLERS: Record<string, string[]>[] = [{ cookieAuth: [] }, { bearerAuth: [] }];

const SECURITY_SCHEMES = {
  cookieAuth: {
    type: "apiKey",
    in: "cookie",
    name: "auth-token",
    description: "The session of a signed-in browser, or a token as scripts send it.",
  },
  bearerAuth: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "API key",
    description: "The admin token or an API key.",
  },
} as const;

const REASONS: Readonly<Record<number, string>> = {
  400: "Refused: the input will not do",
  401: "No credential, or none that is valid",
  403: "Not for this caller",
  404: "There is no such thing",
  409: "Something else is under way",
  413: "The body is too large",
  429: "Too many wrong credentials from this address",
  500: "The hub failed unexpectedly",
  502: "An upstream failed",
  503: "The database does not answer",
};

/**
 * The OpenAPI 3.1 document of all actions, made from their declarations.
 *
 * @param appUrl where the hub is reached; without it servers are relative to the document
 */
export async function createOpenApiDocument(appUrl: string | undefined): Promise<Record<string, unknown>> {
  // Loaded when the document is first asked for: a hub that only relays needs none of it.
  const { OpenAPIHono } = await import("@hono/zod-openapi");
  const api = new OpenAPIHono();
  const registry = api.openAPIRegistry;
  const components: SchemaComponents = new Map([["Failure", FAILURE]]);
  for (const { tag, actions } of MODULES) {
    for (const { definition } of actions) registry.registerPath(operationOf(definition, tag, components));
  }
  registry.registerPath(HEALTH);
  for (const [name, schema] of components) registry.registerComponent("schemas", name, schema);
  for (const [name, scheme] of Object.entries(SECURITY_SCHEMES)) {
    registry.registerComponent("securitySchemes", name, scheme);
  }
  return {
    ...api.getOpenAPI31Document({
      openapi: "3.1.0",
      info: {
        title: "Claude Code Hub API",
        version: HUB_VERSION,
        description: API_DESCRIPTION,
        license: { name: "MIT", url: "https://opensource.org/license/mit" },
      },
      servers: [{ url: appUrl?.replace(/\/+$/, "") ?? "/", description: "This hub" }],
      security: CALLERS,
      tags: [...MODULES.map(({ tag, description }) => ({ name: tag, description })), HEALTH_TAG],
    }),
  };
}

let cached: Promise<string> | undefined;

/** `GET /api/actions/openapi.json`: public, as the documents of the API are. */
export async function answerOpenApi(): Promise<Response> {
  const { env } = await getRuntime();
  cached ??= createOpenApiDocument(env.APP_URL).then((document) => JSON.stringify(document));
  return new Response(await cached, {
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-cache" },
  });
}

const FAILURE: JsonSchema = {
  type: "object",
  description: "What every refusal looks like.",
  properties: {
    ok: { type: "boolean", const: false },
    error: { type: "string", description: "English, for people." },
    errorCode: { type: "string", description: "Stable, for programs." },
    errorParams: {
      type: "object",
      description: "What the text is filled with.",
      additionalProperties: { type: ["string", "number"] },
    },
  },
  required: ["ok", "error", "errorCode"],
};

function operationOf(definition: ActionDefinition, tag: string, components: SchemaComponents) {
  const { name, summary, description, access, input, output } = definition;
  return {
    method: "post" as const,
    path: `${PATH_PREFIX}/${name}`,
    operationId: name.replace("/", "_"),
    summary,
    description: `${description}\n\n${ACCESS_SENTENCES[access]}`,
    tags: [tag],
    security: CALLERS,
    "x-access": access,
    request: {
      body: {
        required: true,
        content: { "application/json": { schema: jsonSchemaOf(input, "input", components) } },
      },
    },
    responses: {
      200: { description: "Done", content: json(success(jsonSchemaOf(output, "output", components))) },
      ...failures(definition.errorCodes),
    },
  };
}

const json = (schema: JsonSchema) => ({ "application/json": { schema } });

function success(data: JsonSchema): JsonSchema {
  return {
    type: "object",
    properties: { ok: { type: "boolean", const: true }, data },
    required: ["ok", "data"],
  };
}

/** One response per status, with the codes that have it. */
function failures(codes: readonly AppErrorCode[]) {
  const byStatus = new Map<number, AppErrorCode[]>();
  for (const code of codes) {
    const status = APP_ERRORS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => [
      status,
      {
        description: `${REASONS[status] ?? "Refused"}: ${ofStatus.map((code) => `\`${code}\``).join(", ")}`,
        content: json({
          allOf: [
            { $ref: "#/components/schemas/Failure" },
            { type: "object", properties: { errorCode: { type: "string", enum: ofStatus } } },
          ],
        }),
      },
    ]),
  );
}

const HEALTH_TAG = { name: "Health", description: "Whether the API answers at all." };

const HEALTH: RouteConfig = {
  method: "get",
  path: `${PATH_PREFIX}/health`,
  operationId: "health",
  summary: "Whether the API answers",
  description: "Looks at nothing behind it: `/readyz` tells the state of the hub's parts. Public.",
  tags: [HEALTH_TAG.name],
  security: [],
  responses: {
    200: {
      description: "It does",
      content: json({
        type: "object",
        properties: {
          status: { type: "string", const: "ok" },
          timestamp: { type: "string", format: "date-time" },
          version: { type: "string" },
        },
        required: ["status", "timestamp", "version"],
      }),
    },
    "4XX": {
      description: "Another method was used",
      content: json({ $ref: "#/components/schemas/Failure" }),
    },
  },
};
