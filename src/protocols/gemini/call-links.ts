import { idByPlace } from "./call-ids";

interface OpenCall {
  readonly id: string;
  readonly name: string;
}

/**
 * Finds the call a function's result is for. Clients say it by an id, by the name, or by the order alone, and some by
 * an id of their own where the call had none.
 */
export class CallLinks {
  private open: OpenCall[] = [];
  /** Ids of results as the client wrote them, in the turn of the user that is being read. */
  private seen = new Set<string>();

  /** The model speaks: what its user says next is another turn. */
  beginModelTurn(): void {
    this.seen = new Set();
  }

  called(id: string, name: string): void {
    this.open.push({ id, name });
  }

  /**
   * The id of the call that a result answers; null for a result that was read already: Gemini CLI repeats results when
   * it resumes a session.
   */
  answer(id: string | null, name: string | null, contentIndex: number, partIndex: number): OpenCall | null {
    if (id !== null) {
      if (this.seen.has(id)) return null;
      this.seen.add(id);
    }
    const at = this.placeOf(id, name);
    const [call] = at === -1 ? [] : this.open.splice(at, 1);
    // A result that answers nothing keeps its id, so that whoever is sent it can tell what is wrong.
    return call ?? { id: id ?? idByPlace(contentIndex, partIndex), name: name ?? "" };
  }

  private placeOf(id: string | null, name: string | null): number {
    const byId = id === null ? -1 : this.open.findIndex((call) => call.id === id);
    if (byId !== -1) return byId;
    return this.open.findIndex((call) => name === null || name === "" || call.name === name);
  }
}
