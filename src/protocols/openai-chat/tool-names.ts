import { digest } from "./call-ids";

const MAX_NAME = 64;
const KEPT_OF_NAME = 55;
const DIGEST_LENGTH = 8;
const FOREIGN = /[^a-zA-Z0-9_-]/g;

/** What tools are called where names have at most 64 characters, all of them letters, digits, `_` or `-`. */
export class ToolNames {
  private readonly renamed = new Map<string, string>();

  /** The name on the wire: the same one for the same tool, in every turn. */
  wire(name: string): string {
    const plain = name.replace(FOREIGN, "_");
    if (plain === name && name.length <= MAX_NAME && name !== "") return name;
    const short = `${plain.slice(0, KEPT_OF_NAME)}_${digest(name, DIGEST_LENGTH)}`;
    this.renamed.set(short, name);
    return short;
  }

  /** Wire name → the client's, of the tools that had to be renamed. */
  get originals(): ReadonlyMap<string, string> {
    return this.renamed;
  }
}
