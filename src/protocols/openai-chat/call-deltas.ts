import type { Opaque } from "../ir/opaque";
import type { StreamPart } from "../ir/stream-part";
import { madeUpCallId } from "./call-ids";
import { argumentsOf, signatureOf } from "./decode-assistant";
import type { Members } from "./read-members";

/** A call on its way. */
interface CallOnItsWay {
  readonly index: number;
  id: string;
  name: string;
  form: "function" | "custom";
  opaque: Opaque | null;
  /** null until its name is known: before it, nobody can be told of the call. */
  block: number | null;
  /** What came of the input before the name. */
  waiting: string;
}

/**
 * The tool calls of one candidate, put together from deltas. By the book the first delta of an index has id and name
 * and the others none; servers also repeat them in each, leave out the index, or use index 0 for every call.
 */
export class CallDeltas {
  private readonly calls: CallOnItsWay[] = [];

  /**
   * @param nextBlock numbers the blocks of the answer
   */
  constructor(
    private readonly candidate: number,
    private readonly nextBlock: () => number,
  ) {}

  get hasCalls(): boolean {
    return this.calls.length > 0;
  }

  /** @param seed what tells this answer's made-up ids from all others */
  push(delta: Members, seed: string): readonly StreamPart[] {
    const id = delta.string("id") ?? "";
    const type = delta.string("type");
    const custom = delta.child("custom");
    const called = custom ?? delta.child("function");
    const name = called?.string("name") ?? "";
    const call = this.callOf(delta.number("index"), id, name);
    if (id !== "" && call.block === null) call.id = id;
    if (name !== "" && call.block === null) call.name = name;
    if (custom || type === "custom") call.form = "custom";
    call.opaque = signatureOf(delta) ?? call.opaque;
    const text = custom ? (custom.string("input") ?? "") : inputOf(called);
    return [...this.open(call, seed), ...this.feed(call, text)];
  }

  /** The legacy `function_call`, of which there is one at most. */
  pushLegacy(called: Members, seed: string): readonly StreamPart[] {
    const call = this.callOf(0, "", "");
    const name = called.string("name") ?? "";
    if (call.name === "") call.name = name;
    return [...this.open(call, seed), ...this.feed(call, inputOf(called))];
  }

  /** Ends all calls; one whose name never came cannot be told of. */
  end(): readonly StreamPart[] {
    return this.calls.flatMap(({ block }): readonly StreamPart[] =>
      block === null ? [] : [{ kind: "tool-input-end", block }],
    );
  }

  private callOf(index: number | null, id: string, name: string): CallOnItsWay {
    const known = index === null ? this.uncounted(id, name) : this.counted(index, id);
    // The same index with another id and a name of its own: the next call of a server that does not count.
    const isOther = known !== undefined && id !== "" && known.id !== "" && id !== known.id && name !== "";
    if (known && !isOther) return known;
    const call: CallOnItsWay = {
      index: index ?? this.calls.length,
      id: "",
      name: "",
      form: "function",
      opaque: null,
      block: null,
      waiting: "",
    };
    this.calls.push(call);
    return call;
  }

  private counted(index: number, id: string): CallOnItsWay | undefined {
    const ofIndex = this.calls.filter((call) => call.index === index);
    return ofIndex.findLast((call) => id !== "" && call.id === id) ?? ofIndex.at(-1);
  }

  /** Without index and id, a name begins the next call. */
  private uncounted(id: string, name: string): CallOnItsWay | undefined {
    if (id !== "") return this.calls.find((call) => call.id === id);
    const last = this.calls.at(-1);
    return name !== "" && last?.name !== "" ? undefined : last;
  }

  private open(call: CallOnItsWay, seed: string): readonly StreamPart[] {
    if (call.block !== null || call.name === "") return [];
    const { name, form, opaque } = call;
    const id = call.id === "" ? madeUpCallId(seed, this.candidate, this.calls.indexOf(call)) : call.id;
    const block = this.nextBlock();
    const text = call.waiting;
    call.block = block;
    call.waiting = "";
    const start: StreamPart = {
      kind: "tool-input-start",
      block,
      candidate: this.candidate,
      id,
      name,
      form,
      opaque,
    };
    return [start, ...this.feed(call, text)];
  }

  private feed(call: CallOnItsWay, text: string): readonly StreamPart[] {
    if (text === "") return [];
    if (call.block !== null) return [{ kind: "tool-input-delta", block: call.block, text }];
    call.waiting += text;
    return [];
  }
}

/** More of the arguments; "{}" is what the reader of one-piece answers makes of none, and here there is more to come. */
function inputOf(called: Members | null): string {
  const input = called?.value("arguments") ?? "";
  return called && typeof input !== "string" ? argumentsOf(called) : String(input);
}
