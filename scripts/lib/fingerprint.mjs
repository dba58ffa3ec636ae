import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./run.mjs";

/**
 * A hash of the content of files and folders below the project's root.
 *
 * @param {readonly string[]} paths
 */
export function fingerprint(paths) {
  const hash = createHash("sha256").update(process.version);
  for (const path of paths) addTo(hash, path);
  return hash.digest("hex");
}

function addTo(hash, path) {
  const full = join(ROOT, path);
  if (!existsSync(full)) return;
  if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) addTo(hash, join(path, name));
    return;
  }
  hash.update(path).update(readFileSync(full));
}

/** Whether `stampFile` holds this fingerprint: what it guards is up to date. */
export function isCurrent(stampFile, print) {
  const path = join(ROOT, stampFile);
  return existsSync(path) && readFileSync(path, "utf8") === print;
}

/** The stamp takes the old one's place, so that a copy made of hard links keeps its own. */
export function remember(stampFile, print) {
  const path = join(ROOT, stampFile);
  writeFileSync(`${path}.new`, print);
  renameSync(`${path}.new`, path);
}
