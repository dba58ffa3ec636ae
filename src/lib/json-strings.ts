import { JsonScanner } from "./json-scanner";
import { Splices } from "./splices";

/**
 * Changes string values (not keys) anywhere in a JSON document. Only the bytes of strings that `replace` changes are
 * rewritten; all others, odd spacing and escapes included, stay as they are.
 *
 * @param replace gives the new text of a string; the same text leaves it alone
 * @param maxBytes the size the result may have
 * @returns `bytes` itself when nothing changed
 * @throws {JsonOutlineError}
 * @throws {SplicesTooLargeError} and whatever `replace` throws
 */
export function replaceStrings(bytes: Buffer, replace: (text: string) => string, maxBytes: number): Buffer {
  const splices = new Splices(bytes, maxBytes);
  const scanner = new JsonScanner(bytes);
  for (let token = scanner.next(); token !== "end"; token = scanner.next()) {
    if (token !== "string") continue;
    const text = scanner.text();
    if (text === null) continue;
    const replaced = replace(text);
    if (replaced === text) continue;
    splices.replace(scanner.start, scanner.end, Buffer.from(JSON.stringify(replaced)));
  }
  return splices.apply();
}
