import { accessSync, constants, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** User and group "nobody" of Linux. PostgreSQL refuses to run as root. */
const NOBODY = 65_534;

const OTHERS_MAY_ENTER = 0o001;

/** Debian, Ubuntu, Fedora and Arch ship it here; it can hand single capabilities to an unprivileged program. */
const SETPRIV = "/usr/bin/setpriv";

/** How to run a program that must not be root. */
export interface UnprivilegedRun {
  /** Owner its files must have; undefined when we are not root and it simply runs as us. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
  /** Turns a command into the one to spawn, and the identity to spawn it with. */
  wrap(command: string, args: readonly string[]): UnprivilegedCommand;
}

export interface UnprivilegedCommand {
  readonly command: string;
  readonly args: string[];
  readonly identity: { readonly uid?: number; readonly gid?: number };
}

/**
 * Decides how to run a program that must not be root and needs the given paths.
 *
 * A checkout below /root is closed to everyone else. There the program gets, besides its unprivileged user, the one
 * capability that opens directories to it.
 *
 * @throws {Error} when it could not reach a path in either way
 */
export function unprivilegedRun(paths: readonly string[]): UnprivilegedRun {
  const runAs =
    (identity: UnprivilegedCommand["identity"]) =>
    (command: string, args: readonly string[]): UnprivilegedCommand => ({
      command,
      args: [...args],
      identity,
    });
  if (process.getuid?.() !== 0) return { owner: undefined, wrap: runAs({}) };
  const owner = { uid: NOBODY, gid: NOBODY };
  const closed = paths.map(closedAncestor).find((path) => path !== undefined);
  if (closed === undefined) return { owner, wrap: runAs(owner) };
  if (!isExecutable(SETPRIV)) {
    throw new Error(
      `${closed} is closed to other users and PostgreSQL cannot run as root; start the hub as a normal user, or set DSN or DATA_DIR`,
    );
  }
  const privileges = [
    `--reuid=${NOBODY}`,
    `--regid=${NOBODY}`,
    "--clear-groups",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
  ];
  return {
    owner,
    wrap: (command, args) => ({ command: SETPRIV, args: [...privileges, command, ...args], identity: {} }),
  };
}

/** The outermost directory above `path` that other users may not enter. */
function closedAncestor(path: string): string | undefined {
  let closed: string | undefined;
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & OTHERS_MAY_ENTER) === 0) closed = folder;
    if (folder === dirname(folder)) return closed;
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
