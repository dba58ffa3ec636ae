import { SafeNames } from "./safe-names";

/**
 * Ids of calls as Anthropic takes them: each once in a conversation. Some clients number the calls of every turn anew;
 * a result then belongs to the call with its id that came last.
 */
export class CallIds {
  private readonly names = new SafeNames();
  private readonly uses = new Map<string, number>();

  ofCall(id: string): string {
    const use = (this.uses.get(id) ?? 0) + 1;
    this.uses.set(id, use);
    return this.idOf(id, use);
  }

  ofResult(id: string): string {
    return this.idOf(id, this.uses.get(id) ?? 1);
  }

  /** What the client calls an id on the wire. */
  clientId(wireId: string): string {
    return this.names.renamed.get(wireId) ?? wireId;
  }

  private idOf(id: string, use: number): string {
    return this.names.safe(use === 1 ? id : `${id}#${use}`);
  }
}
