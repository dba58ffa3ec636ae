import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { APP_ERRORS } from "@/domain/app-error";
import { createOpenApiDocument } from "./http/openapi-document";
import { ACTIONS, MODULES } from "./registry";

const FOLDER = import.meta.dirname;

/** Files of actions, as "<module>/<file>". */
const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
  .filter((file) => readFileSync(join(FOLDER, file), "utf8").startsWith('"use server"'))
  .map((file) => file.replaceAll("\\", "/").replace(/\.ts$/, ""));

const definitions = ACTIONS.map(({ definition }) => definition);

/** Names as they are written in paths, and in files: a product's own spelling keeps its capitals together. */
const fileOf = (name: string) =>
  name
    .replaceAll("LiteLLM", "Litellm")
    .replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    .replace("/-", "/");

describe("the registry", () => {
  it("56: has every action there is, each once, under the path of its file", () => {
    expect(definitions.map(({ name }) => fileOf(name)).sort()).toEqual(files.sort());
  });

  it("has each action in the module its name begins with", () => {
    for (const { name, actions } of MODULES) {
      for (const { definition } of actions) expect(definition.name.split("/")[0]).toBe(name);
    }
  });

  it.each(definitions.map((definition) => [definition.name, definition] as const))(
    "%s says what it is",
    (_name, { summary, description, access, input, output, errorCodes }) => {
      expect(summary.length).toBeGreaterThan(10);
      expect(description.length).toBeGreaterThan(20);
      expect(description).not.toBe(summary);
      expect(summary).not.toMatch(/\.$/);
      expect(["admin", "user", "read-only"]).toContain(access);
      expect(z.toJSONSchema(input, { io: "input", unrepresentable: "any" })).toHaveProperty("type", "object");
      expect(output).toBeInstanceOf(z.ZodType);
      expect(errorCodes).toEqual(expect.arrayContaining(["AUTH_MISSING", "INVALID_INPUT", "INTERNAL_ERROR"]));
      for (const code of errorCodes) expect(APP_ERRORS).toHaveProperty(code);
    },
  );

  it("tells of each with words of its own", () => {
    expect(new Set(definitions.map(({ summary }) => summary)).size).toBe(definitions.length);
  });
});

describe("the API document", () => {
  it("57: has every action, at least ten chapters, both ways to call and the hub's address", async () => {
    const document = (await createOpenApiDocument("https://hub.example/")) as {
      openapi: string;
      servers: unknown;
      paths: Record<string, unknown>;
      tags: { name: string; description: string }[];
      components: { securitySchemes: object };
    };
    expect(document.openapi).toBe("3.1.0");
    expect(document.servers).toMatchObject([{ url: "https://hub.example" }]);
    expect(Object.keys(document.components.securitySchemes)).toEqual(["cookieAuth", "bearerAuth"]);
    expect(document.tags.length).toBeGreaterThanOrEqual(10);
    for (const { description } of document.tags) expect(description.length).toBeGreaterThan(10);
    const paths = definitions.map(({ name }) => `/api/actions/${name}`);
    expect(Object.keys(document.paths).sort()).toEqual([...paths, "/api/actions/health"].sort());
  });
});
