/**
 * Parses JSON from outside, undefined when it is malformed. The type is a claim, not a check: name only optional
 * fields in it, and test what you read.
 */
export function parseJson<Shape>(text: string): Shape | undefined {
  try {
    return JSON.parse(text) as Shape;
  } catch {
    return undefined;
  }
}
