import { expect, it } from "vitest";
import { withBetaFlags } from "./beta-flags";

const change = (headers: string[], add: string[], removePrefixes: string[] = []) => {
  const changed = [...headers];
  withBetaFlags(changed, { add, removePrefixes });
  return changed;
};

it.each([
  [["a", "1"], ["x"], [], ["a", "1", "anthropic-beta", "x"]],
  [["Anthropic-Beta", "b"], ["x"], [], ["Anthropic-Beta", "b,x"]],
  [["anthropic-beta", "b , x"], ["x"], [], ["anthropic-beta", "b , x"]],
  [
    ["anthropic-beta", "b", "anthropic-beta", "c"],
    ["b", "x"],
    [],
    ["anthropic-beta", "b", "anthropic-beta", "c,x"],
  ],
  [["anthropic-beta", "b,y-1, c"], [], ["y-"], ["anthropic-beta", "b,c"]],
  [["anthropic-beta", "y-1", "a", "1"], [], ["y-"], ["a", "1"]],
  [["anthropic-beta", "y-1"], ["x"], ["y-"], ["anthropic-beta", "x"]],
  [["anthropic-beta", "b ,  c"], [], ["y-"], ["anthropic-beta", "b ,  c"]],
  [["anthropic-beta", "b ,  c"], [], [], ["anthropic-beta", "b ,  c"]],
])("of %j with %j and without %j makes %j", (headers, add, remove, expected) => {
  expect(change(headers, add, remove)).toEqual(expected);
});
