import type { Usage } from "@/domain/pricing/usage";
import type { Opaque, OwnFields } from "./ir/opaque";
import { type Citation, type Part, PLAIN } from "./ir/part";
import type { Finish, IrResponse } from "./ir/response";
import type { StreamPart } from "./ir/stream-part";
import { TranslationError } from "./ir/translation-error";

/** A block as it grows. */
interface Growing {
  readonly candidate: number;
  text: string;
  readonly citations: Citation[];
  /** Makes the part when the block has ended; null while it has not, or when it was whole at once. */
  readonly finish: (grown: Growing, own: OwnFields | null, opaque: Opaque | null) => Part;
  part: Part | null;
}

/**
 * Puts a stream together to the answer in one piece it might have been, for upstreams that stream although nobody asked
 * them to.
 */
export class ResponseCollector {
  private readonly blocks = new Map<number, Growing>();
  private readonly finishes = new Map<number, Finish>();
  private head: { readonly id: string | null; readonly model: string | null } = { id: null, model: null };
  private ending: { readonly usage: Usage | null } | null = null;
  private startUsage: Usage | null = null;

  push(part: StreamPart): void {
    switch (part.kind) {
      case "start":
        this.head = { id: part.id, model: part.model };
        this.startUsage = part.usage;
        return;
      case "text-start":
        return this.begin(part, ({ text, citations }, own) => ({
          ...{ kind: "text", text, citations, cache: null, own },
        }));
      case "reasoning-start":
        return this.begin(part, ({ text }, _own, opaque) => ({
          ...{ kind: "reasoning", text, opaque, isRedacted: part.isRedacted, ...PLAIN },
        }));
      case "tool-input-start": {
        const { id, name, form, opaque } = part;
        return this.begin(part, ({ text }) => ({
          ...{ kind: "tool-call", id, name, form, input: text, opaque, ...PLAIN },
        }));
      }
      case "refusal-start":
        return this.begin(part, ({ text }) => ({ kind: "refusal", text, ...PLAIN }));
      case "text-delta":
      case "reasoning-delta":
      case "tool-input-delta":
      case "refusal-delta":
        this.block(part.block).text += part.text;
        return;
      case "citation":
        this.block(part.block).citations.push(part.citation);
        return;
      case "text-end":
        return this.end(part.block, part.own, null);
      case "reasoning-end":
        return this.end(part.block, null, part.opaque);
      case "tool-input-end":
      case "refusal-end":
        return this.end(part.block, null, null);
      case "opaque":
        return this.whole(part, { kind: "opaque", what: part.what, opaque: part.opaque, ...PLAIN });
      case "media":
        return this.whole(part, {
          ...{ kind: "media", mediaType: part.mediaType, source: { kind: "base64", data: part.data } },
          ...{ name: null, detail: null, ...PLAIN },
        });
      case "finish":
        this.finishes.set(part.candidate, part.finish);
        return;
      case "end":
        this.ending = { usage: part.usage };
        return;
    }
  }

  /** @throws {TranslationError} `invalid_answer` when the stream ended before its answer did */
  response(): IrResponse {
    if (!this.ending) throw new TranslationError("invalid_answer", "the stream ended before it was complete");
    const candidates = [...this.finishes]
      .sort(([a], [b]) => a - b)
      .map(([index, finish]) => ({ index, finish, parts: this.partsOf(index) }));
    return { ...this.head, candidates, usage: this.ending.usage ?? this.startUsage, own: null };
  }

  private partsOf(candidate: number): Part[] {
    const blocks = [...this.blocks].sort(([a], [b]) => a - b).map(([, block]) => block);
    return blocks.flatMap((block) => (block.candidate === candidate && block.part ? [block.part] : []));
  }

  private begin(
    { block, candidate }: { readonly block: number; readonly candidate: number },
    finish: Growing["finish"],
  ): void {
    this.blocks.set(block, { candidate, text: "", citations: [], finish, part: null });
  }

  private whole(
    { block, candidate }: { readonly block: number; readonly candidate: number },
    part: Part,
  ): void {
    this.blocks.set(block, { candidate, text: "", citations: [], finish: () => part, part });
  }

  private end(at: number, own: OwnFields | null, opaque: Opaque | null): void {
    const block = this.block(at);
    block.part = block.finish(block, own, opaque);
  }

  private block(at: number): Growing {
    const block = this.blocks.get(at);
    if (!block) throw new TranslationError("invalid_answer", `block ${at} is not open`);
    return block;
  }
}
