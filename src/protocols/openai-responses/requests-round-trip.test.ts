import { describe, expect, it } from "vitest";
import type { JsonValue } from "../ir/opaque";
import { sealOpaque } from "../ir/seal-opaque";
import { decode, EVERYTHING, encode, FIXTURES } from "./requests.fixtures";

describe("a request of the Responses API", () => {
  it.each(FIXTURES)("is the same after decoding and encoding: $name", ({ body }) => {
    const encoded = encode(decode(body), String(body.model));
    expect(encoded.body).toEqual(body);
    expect(encoded.losses).toEqual([]);
    expect(encoded.toolNames.size).toBe(0);
  });

  it("is the same with everything it can say", () => {
    expect(encode(decode(EVERYTHING)).body).toEqual(EVERYTHING);
  });

  it("means the same in its short forms", () => {
    const short = decode({ model: "m", input: "hi" });
    const long = decode({
      model: "m",
      input: [{ type: "message", role: "user", content: [{ type: "input_text", text: "hi" }] }],
    });
    expect(short).toEqual(long);
    const easy = decode({ model: "m", input: [{ role: "assistant", content: "yes" }] });
    expect(encode(easy).body.input).toEqual([
      { type: "message", role: "assistant", content: [{ type: "output_text", text: "yes" }] },
    ]);
  });

  it("puts the prompts before the conversation into the instructions", () => {
    const { instructions, turns } = decode(EVERYTHING);
    expect(instructions.map(({ role, parts }) => [role, parts[0]?.text])).toEqual([
      ["system", "Be brief."],
      ["developer", "rules"],
    ]);
    expect(turns[0]?.role).toBe("user");
    expect(turns.at(-1)?.role).toBe("system");
  });

  it("keeps the names of tools in namespaces apart, and the name of a call with its result", () => {
    const { tools, turns } = decode(EVERYTHING);
    expect(tools.map((tool) => ("name" in tool ? tool.name : tool.kind))).toEqual([
      ...["f", "agents__spawn", "agents__raw", "patch", "web-search", "opaque"],
    ]);
    const results = turns.flatMap(({ parts }) => parts).filter((part) => part.kind === "tool-result");
    expect(results.map(({ name, form }) => [name, form])).toEqual([
      ["f", "function"],
      ["agents__spawn", "function"],
      ["patch", "custom"],
    ]);
  });

  it("opens a sealed reasoning item, and never sends another vendor's to OpenAI", () => {
    const opaque = { protocol: "anthropic", value: "EqQB" } as const;
    const request = decode({
      model: "m",
      input: [
        {
          type: "reasoning",
          id: "rs_1",
          summary: [{ type: "summary_text", text: "hm" }],
          encrypted_content: sealOpaque(opaque),
        },
      ],
    });
    expect(request.turns[0]?.parts[0]).toMatchObject({ kind: "reasoning", text: "hm", opaque });
    const encoded = encode(request);
    expect(encoded.body.input).toEqual([]);
    expect(encoded.losses).toMatchObject([{ feature: "reasoning-content", kind: "dropped" }]);
  });

  it.each<[string, JsonValue, string]>([
    ["no object", [], ""],
    ["a number as input", { input: 3 }, "input"],
    ["an item that is none", { input: [3] }, "input[0]"],
    ["a role nobody has", { input: [{ role: "tool", content: "" }] }, "input[0].role"],
    [
      "a text without text",
      { input: [{ role: "user", content: [{ type: "input_text" }] }] },
      "input[0].content[0].text",
    ],
    ["a call without id", { input: [{ type: "function_call", name: "f" }] }, "input[0].call_id"],
    ["a tool without name", { tools: [{ type: "function" }] }, "tools[0].name"],
    ["a hot temperature", { input: "x", temperature: "hot" }, "temperature"],
    [
      "an image from nowhere",
      { input: [{ role: "user", content: [{ type: "input_image" }] }] },
      "input[0].content[0].image_url",
    ],
  ])("is refused with its place: %s", (_, body, path) => {
    expect(() => decode(body)).toThrow(expect.objectContaining({ code: "invalid_request", path }));
  });
});
