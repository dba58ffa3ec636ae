import { expect, it } from "vitest";
import { JsonArrayReader } from "./json-array-reader";

function read(pieces: readonly Uint8Array[], maxBytes = 1_000) {
  const elements: string[] = [];
  const reader = new JsonArrayReader((text) => elements.push(text), maxBytes);
  for (const piece of pieces) reader.feed(piece);
  return { elements, isClosed: reader.isClosed };
}

const ELEMENTS = ['{"a":"]}\\"[{ 日本","b":[1,[2]]}', '{\n  "c": {}\n}', '["x"]'];
const ARRAY = Buffer.from(`\r\n[${ELEMENTS[0]}\n,\r\n${ELEMENTS[1]}, 7, "s]",${ELEMENTS[2]}\n]\n`);

it("finds the elements of an array, wherever it is cut", () => {
  const whole = { elements: ELEMENTS, isClosed: true };
  expect(read([ARRAY])).toEqual(whole);
  expect(read([...ARRAY].map((byte) => Buffer.from([byte])))).toEqual(whole);
  for (let at = 1; at < ARRAY.length; at++) {
    expect(read([ARRAY.subarray(0, at), ARRAY.subarray(at)])).toEqual(whole);
  }
});

it("knows an array that was not closed, and an object in its place", () => {
  expect(read([Buffer.from('[{"a":1},{"b"')])).toEqual({ elements: ['{"a":1}'], isClosed: false });
  expect(read([Buffer.from('{"error":{"code":500}}')])).toEqual({
    elements: ['{"error":{"code":500}}'],
    isClosed: false,
  });
});

it("does not gather elements beyond its bound, and goes on behind them", () => {
  const large = `{"data":"${"x".repeat(2_000)}"}`;
  const pieces = [`[${large.slice(0, 900)}`, `${large.slice(900)},{"a":1}]`].map((text) => Buffer.from(text));
  expect(read(pieces)).toEqual({ elements: ['{"a":1}'], isClosed: true });
});
