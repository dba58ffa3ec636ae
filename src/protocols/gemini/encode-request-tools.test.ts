import { describe, expect, it } from "vitest";
import { encodeGemini as encode } from "../../../tests/support/strict-requests";
import { textPart } from "../ir/part";
import { call, lossesOf, result, tool, turn } from "./encode-request.fixtures";

describe("tools", () => {
  it("get names that Gemini takes, the same in calls, results and choice, and the way back", () => {
    const long = `mcp__server__${"x".repeat(70)}`;
    const odd = "1st tool!";
    const encoded = encode({
      tools: [tool(long), tool(odd), tool("fine.name-1")],
      toolChoice: { kind: "tool", name: odd },
      turns: [
        turn("user", textPart("x")),
        turn("assistant", call("a", long)),
        turn("user", result("a", "y")),
      ],
    });
    const names = [...encoded.toolNames];
    expect(names.map(([, original]) => original).sort()).toEqual([odd, long].sort());
    const short = names.find(([, original]) => original === long)?.[0];
    expect(JSON.stringify(encoded.body.contents).split(`"${short}"`)).toHaveLength(3);
    expect(encoded.body.toolConfig).toEqual({
      functionCallingConfig: {
        mode: "ANY",
        allowedFunctionNames: [names.find(([, original]) => original === odd)?.[0]],
      },
    });
  });

  it("keep JSON Schema, but for what the API refuses", () => {
    const encoded = encode({
      tools: [
        tool("f", {
          properties: {
            kind: { const: "a" },
            child: { $ref: "#/definitions/Child", description: "beside" },
            code: { type: "string", pattern: "^a" },
            __proto__: { type: "string" },
          },
          definitions: { Child: { type: "object", properties: {} } },
        }),
      ],
    });
    expect(encoded.body.tools).toEqual([
      {
        functionDeclarations: [
          {
            name: "f",
            parametersJsonSchema: {
              type: "object",
              properties: {
                kind: { enum: ["a"] },
                child: { $ref: "#/$defs/Child" },
                code: { type: "string", pattern: "^a" },
              },
              $defs: { Child: { type: "object", properties: {} } },
            },
          },
        ],
      },
    ]);
    expect(encoded.losses.map(({ detail }) => detail)).toEqual(["description beside $ref", "pattern"]);
  });

  it("loses the search beside functions, and keeps it alone", () => {
    const search = {
      kind: "web-search",
      ...{ maxUses: null, allowedDomains: [], blockedDomains: [], cache: null, own: null },
    } as const;
    expect(encode({ tools: [search] }).body.tools).toEqual([{ googleSearch: {} }]);
    expect(lossesOf(encode({ tools: [search, tool("f")] }))).toEqual(["server-tool dropped"]);
  });

  it("spells the output format out beside tools where the model takes none", () => {
    const outputFormat = {
      kind: "json-schema",
      ...{ name: "n", description: null, schema: { type: "object" }, strict: true },
    } as const;
    const old = encode({ tools: [tool("f")], outputFormat });
    expect(old.body).not.toHaveProperty("generationConfig");
    expect(JSON.stringify(old.body.systemInstruction)).toContain("JSON Schema");
    expect(lossesOf(old)).toEqual(["output-format approximated"]);
    expect(encode({ tools: [tool("f")], outputFormat }, "gemini-3-pro").body.generationConfig).toEqual({
      responseMimeType: "application/json",
      responseJsonSchema: { type: "object" },
    });
  });
});
