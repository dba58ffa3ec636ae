import { madeUpCallId } from "./call-ids";

/** A call that stands in a conversation. */
export interface KnownCall {
  readonly id: string;
  readonly name: string;
  readonly form: "function" | "custom";
}

interface OpenCall extends KnownCall {
  /** What the client calls it; some use the same id again in later turns. */
  readonly wireId: string;
  isAnswered: boolean;
}

/** The calls of a conversation on its way through the decoder: gives each an id of its own and finds it by its result. */
export class CallBook {
  private readonly calls: OpenCall[] = [];
  private readonly ids = new Set<string>();

  /** @param wireId null where the client gives none */
  add(wireId: string | null, name: string, form: KnownCall["form"]): string {
    const ordinal = this.calls.length;
    const isFree = wireId !== null && wireId !== "" && !this.ids.has(wireId);
    const id = isFree ? wireId : madeUpCallId("conversation", ordinal, wireId ?? "");
    this.ids.add(id);
    this.calls.push({ id, name, form, wireId: wireId ?? "", isAnswered: false });
    return id;
  }

  /** The call a `tool` message answers: the last one of that id; without an id, the first one that waits. */
  answeredBy(wireId: string | null): KnownCall | null {
    return this.note(
      wireId === null
        ? this.calls.find((call) => !call.isAnswered)
        : this.calls.findLast((call) => call.wireId === wireId),
    );
  }

  /** The call a legacy `function` message answers. */
  answeredByName(name: string): KnownCall | null {
    return this.note(
      this.calls.find((call) => !call.isAnswered && call.name === name) ??
        this.calls.findLast((call) => call.name === name),
    );
  }

  private note(call: OpenCall | undefined): KnownCall | null {
    if (call) call.isAnswered = true;
    return call ?? null;
  }
}
