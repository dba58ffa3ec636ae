import type { IncomingHttpHeaders } from "node:http";
import type { Received } from "./received";
import { SCRIPT_HEADER, Script, type ScriptInput } from "./script";

/** A script, or a function that makes one for each request. */
export type DefaultScript = ScriptInput | ((received: Received) => ScriptInput | undefined);

/** The script header was no script. */
export class BadScriptError extends Error {
  override readonly name = "BadScriptError";
}

const PLAIN: Script = {};
const REMEMBERED_HEADERS = 256;

/** Says which script a request follows: its own header, else the next of the queue, else the default. */
export class ScriptDesk {
  readonly #queue: Script[] = [];
  readonly #fromHeader = new Map<string, Script>();
  #default: Script | ((received: Received) => ScriptInput | undefined) = PLAIN;

  get queued(): number {
    return this.#queue.length;
  }

  enqueue(scripts: readonly ScriptInput[]): void {
    this.#queue.push(...scripts.map((script) => Script.parse(script)));
  }

  setDefault(script: DefaultScript): void {
    this.#default = typeof script === "function" ? script : Script.parse(script);
  }

  clear(): void {
    this.#queue.length = 0;
    this.#default = PLAIN;
  }

  /** The script that can be known before the body is read; null when the default is a function. */
  claim(headers: IncomingHttpHeaders, mayDequeue: boolean): Script | null {
    const header = headers[SCRIPT_HEADER];
    if (typeof header === "string") return this.#parseHeader(header);
    const next = mayDequeue ? this.#queue.shift() : undefined;
    return next ?? (typeof this.#default === "function" ? null : this.#default);
  }

  /** What the default function says to a request. */
  decide(received: Received): Script {
    const decided = typeof this.#default === "function" ? this.#default(received) : this.#default;
    return decided === undefined ? PLAIN : Script.parse(decided);
  }

  /** Equal headers give the identical script, so that its answers can be rendered once. */
  #parseHeader(header: string): Script {
    const known = this.#fromHeader.get(header);
    if (known !== undefined) return known;
    const script = parseScript(header);
    if (this.#fromHeader.size >= REMEMBERED_HEADERS) this.#fromHeader.clear();
    this.#fromHeader.set(header, script);
    return script;
  }
}

function parseScript(text: string): Script {
  try {
    return Script.parse(JSON.parse(text));
  } catch (error) {
    throw new BadScriptError(`${SCRIPT_HEADER}: ${error instanceof Error ? error.message : error}`);
  }
}
