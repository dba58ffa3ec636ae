import { expect, it } from "vitest";
import { matches, type Session, shortId } from "./session";

const session = {
  sessionId: "0198c0de-0000-7000-8000-00000000abcd",
  userName: "Anna",
  keyName: null,
  providerName: "main, reserve",
  model: "claude-sonnet-4-5",
} as Session;

it("is found by its id, its people, its provider and its model", () => {
  for (const text of ["", "  ", "abcd", "ANNA", "reserve", "sonnet "])
    expect(matches(session, text)).toBe(true);
  for (const text of ["null", "opus"]) expect(matches(session, text)).toBe(false);
});

it("is named by both ends of its id", () => {
  expect(shortId(session.sessionId)).toBe("0198c0de…00abcd");
  expect(shortId("codex-1")).toBe("codex-1");
});
