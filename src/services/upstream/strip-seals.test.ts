import { describe, expect, it } from "vitest";
import type { Protocol } from "@/domain/protocol";
import { outlineJson } from "@/lib/json-outline";
import { sealOpaque, UNSIGNED } from "@/protocols/ir/seal-opaque";
import { applyChanges } from "./body-change";
import { sealChanges } from "./strip-seals";

const SEAL = sealOpaque({ protocol: "gemini", value: "Cq" });

/** The body as its vendor gets it, from odd bytes that no serialiser writes. */
function stripped(protocol: Protocol, body: object): unknown {
  const bytes = Buffer.from(`\t${JSON.stringify(body, null, 1)} `);
  const changes = sealChanges({ bytes, outline: outlineJson(bytes) }, protocol);
  return JSON.parse(applyChanges(bytes, changes).toString());
}

describe("sealChanges", () => {
  it("takes thinking of others out of Anthropic's turns, and turns that were nothing else", () => {
    const own = { type: "thinking", thinking: "mine", signature: "EqQB" };
    const text = { type: "text", text: `it said ${SEAL}` };
    expect(
      stripped("anthropic", {
        messages: [
          { role: "user", content: `about ${SEAL}` },
          { role: "assistant", content: [{ type: "thinking", thinking: "x", signature: SEAL }, text, own] },
          { role: "assistant", content: [{ type: "thinking", thinking: "x", signature: UNSIGNED }] },
          { role: "assistant", content: [own, { type: "redacted_thinking", data: SEAL }] },
          {
            role: "user",
            content: [{ type: "tool_result", tool_use_id: "t", content: [{ type: "text", text: SEAL }] }],
          },
        ],
      }),
    ).toEqual({
      messages: [
        { role: "user", content: `about ${SEAL}` },
        { role: "assistant", content: [text, own] },
        { role: "assistant", content: [own] },
        {
          role: "user",
          content: [{ type: "tool_result", tool_use_id: "t", content: [{ type: "text", text: SEAL }] }],
        },
      ],
    });
  });

  it("takes reasoning of others out of Responses' input", () => {
    const own = { type: "reasoning", id: "rs_1", summary: [], encrypted_content: "gAAAAA" };
    const call = { type: "function_call", call_id: "c", name: "n", arguments: JSON.stringify({ a: SEAL }) };
    const foreign = { type: "reasoning", id: "rs_2", summary: [], encrypted_content: SEAL };
    expect(stripped("openai-responses", { input: [foreign, own, foreign, call, foreign] })).toEqual({
      input: [own, call],
    });
    expect(stripped("openai-responses", { input: `say ${SEAL}` })).toEqual({ input: `say ${SEAL}` });
  });

  it("tells Gemini that a call of others has no signature", () => {
    const call = (thoughtSignature: string) => ({ functionCall: { name: "n", args: {} }, thoughtSignature });
    const contents = (...signatures: string[]) => ({
      contents: [{ role: "model", parts: [{ text: SEAL }, ...signatures.map(call)] }],
    });
    expect(stripped("gemini", contents(SEAL, "Cq"))).toEqual(
      contents("skip_thought_signature_validator", "Cq"),
    );
  });

  it("51: leaves a body without seals alone", () => {
    const bytes = Buffer.from(
      '{"messages":[{"role":"assistant","content":[{"type":"thinking","signature":"EqQB"}]}]}',
    );
    const unread = { bytes, outline: [] };
    expect(sealChanges(unread, "anthropic")).toEqual([]);
  });
});
