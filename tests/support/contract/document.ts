import { z } from "zod";

interface Operation {
  readonly responses: Readonly<
    Record<string, { readonly content: { readonly "application/json": { readonly schema: object } } }>
  >;
}

/** The hub's OpenAPI document, as a client reads it. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, { readonly post?: Operation; readonly get?: Operation }>>;
  readonly components: { readonly schemas: object };
}

/** What the document says of an answer with that status; throws where it says nothing. */
export function responseSchema(document: ApiDocument, path: string, status: number): z.ZodType {
  const operation = document.paths[path]?.post ?? document.paths[path]?.get;
  const schema = operation?.responses[status]?.content["application/json"].schema;
  if (!schema) throw new Error(`the document knows no ${status} of ${path}`);
  const standalone = JSON.stringify({ ...schema, $defs: document.components.schemas });
  return z.fromJSONSchema(JSON.parse(standalone.replaceAll("#/components/schemas/", "#/$defs/")));
}
