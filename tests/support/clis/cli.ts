import type { Protocol } from "@/domain/protocol";
import type { ToolCall } from "../../../dev/fake-upstream/script";

/** Where a program finds the hub, and where it may write. */
export interface CliWorld {
  readonly hubUrl: string;
  readonly key: string;
  /** Its HOME, with a folder `project` that it works in: nothing of the developer's own settings is read. */
  readonly home: string;
}

/** A real command-line client, set up as its users do it. */
export interface Cli {
  readonly name: string;
  /** Its file in `tests/clis/node_modules/.bin`. */
  readonly program: string;
  readonly protocol: Protocol;
  /** The model it asks for. */
  readonly model: string;
  /** Writes the settings that it reads at its start. */
  readonly configure?: (world: CliWorld) => void;
  /** What it is told by the environment, beside PATH and HOME. */
  readonly env: (world: CliWorld) => Readonly<Record<string, string>>;
  /** Asks one thing, prints the answer and ends. */
  readonly args: (prompt: string) => readonly string[];
  /** The call by which a model has it run a command in its shell. */
  readonly shell: (command: string) => ToolCall;
}
