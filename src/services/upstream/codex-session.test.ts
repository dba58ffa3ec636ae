import { describe, expect, it } from "vitest";
import { outlineJson } from "@/lib/json-outline";
import { codexSessionHeaders, codexSessionId } from "./codex-session";

function headersFor(body: object, headers: readonly string[], sessionKey: string | null): readonly string[] {
  const bytes = Buffer.from(JSON.stringify(body));
  return codexSessionHeaders(headers, { bytes, outline: outlineJson(bytes) }, sessionKey);
}

describe("the session headers of a Codex upstream", () => {
  it("are completed where the client names no conversation: alike in each turn, another for another key", () => {
    const id = codexSessionId("7:sess_1");
    expect(headersFor({ input: "a" }, ["accept", "*/*"], "7:sess_1")).toEqual(["session-id", id]);
    expect(headersFor({ input: ["a", "b"] }, [], "7:sess_1")).toEqual(["session-id", id]);
    expect(headersFor({}, [], "8:sess_1")).not.toEqual(["session-id", id]);
    expect(headersFor({}, [], null)).toEqual([]);
  });

  it("say what prompt_cache_key says", () => {
    expect(headersFor({ prompt_cache_key: "k-1" }, [], "7:k-1")).toEqual(["session-id", "k-1"]);
    expect(headersFor({ prompt_cache_key: "k\n1" }, [], "7:k")).toEqual([
      "session-id",
      codexSessionId("7:k"),
    ]);
  });

  it.each(["session-id", "Session_Id", "thread-id"])("54: are the client's where it sends %s", (name) => {
    expect(headersFor({}, [name, "mine"], "7:sess_1")).toEqual([]);
  });
});
