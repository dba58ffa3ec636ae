import { expect, it } from "vitest";
import { SseBoundary } from "./sse-boundary";

function isBoundaryAfter(chunks: readonly string[]): boolean {
  const boundary = new SseBoundary();
  for (const chunk of chunks) boundary.pass(Buffer.from(chunk));
  return boundary.isHere;
}

it.each([
  [[], true],
  [["event: a\ndata: 1\n\n"], true],
  [["data: 1\n", "\n"], true],
  [["data: 1", "\n", "", "\n"], true],
  [["data: 1\r\n\r\n"], true],
  [["data: 1\r", "\n", "\r", "\n"], true],
  [["data: 1\r\r"], true],
  [["data: 1\n"], false],
  [["data: 1\r\n"], false],
  [["data: 1\r", "\n"], false],
  [['data: {"a"'], false],
  [["\n\nx"], false],
])("after %j: %s", (chunks, expected) => {
  expect(isBoundaryAfter(chunks)).toBe(expected);
});
