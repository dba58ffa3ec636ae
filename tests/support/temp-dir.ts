import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A directory of one's own, and how to remove it. Open to others: the embedded database runs as another user. */
export function makeTempDir(name: string): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), `cch-${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
