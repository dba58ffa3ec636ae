import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

/** A filesystem of a few kilobytes that a test may fill and make read-only. Only root can mount one. */
export interface SmallDisk {
  /** Leaves no byte free. */
  readonly fill: () => void;
  readonly free: () => void;
  /** Possible only while nobody has a file open on it. */
  readonly makeReadOnly: () => void;
  readonly unmount: () => void;
}

export const canMount = process.getuid?.() === 0 && process.platform === "linux";

export function mountSmallDisk(folder: string): SmallDisk {
  mkdirSync(folder, { recursive: true });
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=256k,mode=0700", "tmpfs", folder]);
  const filler = join(folder, "filler");
  return {
    fill() {
      const file = openSync(filler, "w");
      for (const size of [4096, 1]) writeUntilFull(file, Buffer.alloc(size));
      closeSync(file);
    },
    free: () => rmSync(filler),
    makeReadOnly: () => void execFileSync("mount", ["-o", "remount,ro", folder]),
    unmount: () => void execFileSync("umount", ["--lazy", folder]),
  };
}

function writeUntilFull(file: number, bytes: Buffer): void {
  try {
    for (;;) writeSync(file, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  }
}
