import {
  CLOSE_BRACKET,
  COMMA,
  DEFAULT_MAX_DEPTH,
  endOfValue,
  JsonOutlineError,
  OPEN_BRACE,
  OPEN_BRACKET,
  outlineJson,
  skipSpace,
} from "./json-outline";
import { Splices } from "./splices";

/** A member's name, or an element's index. */
export type JsonPathStep = string | number;

export type JsonPath = readonly [JsonPathStep, ...JsonPathStep[]];

const MAX_STEPS = 32;
const MAX_INDEX = 999;

/** The text is no path such as `a.b[0].c` or `a["odd.name"]`, or it is longer than the bounds. */
export class JsonPathError extends Error {
  override readonly name = "JsonPathError";
}

const STEP = /(?:^|\.)([^.[\]"]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/y;

/** @throws {JsonPathError} */
export function parseJsonPath(text: string): JsonPath {
  const steps: JsonPathStep[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < text.length) {
    const at = STEP.lastIndex;
    const [, name, index, quoted] = STEP.exec(text) ?? [];
    const step = name ?? (index === undefined ? unquoted(quoted) : Number(index));
    if (step === undefined) throw new JsonPathError(`not a path at character ${at + 1}: ${text}`);
    steps.push(step);
  }
  const [first, ...rest] = steps;
  if (first === undefined) throw new JsonPathError("a path names at least one member");
  if (steps.length > MAX_STEPS) throw new JsonPathError(`a path has at most ${MAX_STEPS} steps`);
  if (steps.some((step) => typeof step === "number" && step > MAX_INDEX)) {
    throw new JsonPathError(`an index is at most ${MAX_INDEX}`);
  }
  return [first, ...rest];
}

function unquoted(literal: string | undefined): string | undefined {
  if (literal === undefined) return undefined;
  try {
    return JSON.parse(literal) as string;
  } catch {
    return undefined;
  }
}

/**
 * Sets one value in a JSON document and leaves every other byte. What is missing on the way is made (an array where an
 * index comes next), a scalar on the way is replaced; of equal keys all are followed, since readers differ in which
 * one counts. A name in an array leads nowhere and changes nothing.
 *
 * @param maxBytes the size the result may have
 * @throws {JsonOutlineError} when the document is malformed along the path
 * @throws {SplicesTooLargeError}
 */
export function setAtPath(bytes: Buffer, path: JsonPath, value: unknown, maxBytes: number): Buffer {
  const splices = new Splices(bytes, maxBytes);
  follow({ bytes, splices, value: value === undefined ? null : value }, skipSpace(bytes, 0), path);
  return splices.apply();
}

interface Change {
  readonly bytes: Buffer;
  readonly splices: Splices;
  readonly value: unknown;
}

/** `start` is where the value stands that the first of `steps` looks into. */
function follow(change: Change, start: number, steps: readonly JsonPathStep[]): void {
  const { bytes, splices, value } = change;
  const { end } = endOfValue(bytes, start, DEFAULT_MAX_DEPTH);
  const [step, ...rest] = steps;
  if (step !== undefined && bytes[start] === OPEN_BRACE) {
    followMember(change, start, end, String(step), rest);
  } else if (step !== undefined && bytes[start] === OPEN_BRACKET) {
    if (/^\d+$/.test(String(step))) followElement(change, start, Number(step), rest);
  } else splices.replace(start, end, Buffer.from(wrapped(steps, value)));
}

function followMember(
  change: Change,
  start: number,
  end: number,
  key: string,
  rest: readonly JsonPathStep[],
): void {
  const { bytes, splices, value } = change;
  const members = outlineJson(bytes.subarray(start, end));
  const named = members.filter((member) => member.key === key);
  for (const member of named) follow(change, start + member.start, rest);
  if (named.length > 0) return;
  const member = `${JSON.stringify(key)}:${wrapped(rest, value)}`;
  splices.replace(end - 1, end - 1, Buffer.from(members.length > 0 ? `,${member}` : member));
}

function followElement(change: Change, start: number, index: number, rest: readonly JsonPathStep[]): void {
  const { bytes, splices, value } = change;
  let at = skipSpace(bytes, start + 1);
  let count = 0;
  while (bytes[at] !== CLOSE_BRACKET) {
    if (count === index) {
      follow(change, at, rest);
      return;
    }
    count++;
    at = skipSpace(bytes, endOfValue(bytes, at, DEFAULT_MAX_DEPTH).end);
    if (bytes[at] === COMMA) at = skipSpace(bytes, at + 1);
    else if (bytes[at] !== CLOSE_BRACKET) throw new JsonOutlineError("malformed", at);
  }
  // A step written as a name ("a.5000") was not bounded where the path was read.
  if (index > MAX_INDEX) return;
  const added = [...Array<string>(index - count).fill("null"), wrapped(rest, value)].join(",");
  splices.replace(at, at, Buffer.from(count > 0 ? `,${added}` : added));
}

/** The JSON of a value inside the containers that the steps to it ask for. */
function wrapped(steps: readonly JsonPathStep[], value: unknown): string {
  return steps.reduceRight<string>(
    (inner, step) =>
      typeof step === "number" ? `[${"null,".repeat(step)}${inner}]` : `{${JSON.stringify(step)}:${inner}}`,
    JSON.stringify(value),
  );
}
