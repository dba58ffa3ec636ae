import type { Usage } from "@/domain/pricing/usage";
import type { Opaque, OwnFields } from "./ir/opaque";
import { type Citation, type Part, PLAIN } from "./ir/part";
import type { Finish, IrResponse } from "./ir/response";
import type { StreamPart } from "./ir/stream-part";
import { TranslationError } from "./ir/translation-error";

type Begin = Extract<
  StreamPart,
  { kind: "text-start" | "reasoning-start" | "tool-input-start" | "refusal-start" | "opaque" | "media" }
>;

/** A block as it grows. */
interface Growing {
  readonly begin: Begin;
  text: string;
  readonly citations: Citation[];
  own: OwnFields | null;
  opaque: Opaque | null;
}

/**
 * Puts a stream together to the answer in one piece it might have been, for upstreams that stream although nobody asked
 * them to.
 */
export class ResponseCollector {
  private readonly blocks = new Map<number, Growing>();
  private readonly finishes = new Map<number, Finish>();
  private head: { readonly id: string | null; readonly model: string | null } = { id: null, model: null };
  private usage: Usage | null = null;
  private hasEnded = false;

  push(part: StreamPart): void {
    switch (part.kind) {
      case "start":
        this.head = { id: part.id, model: part.model };
        this.usage = part.usage;
        return;
      case "text-start":
      case "reasoning-start":
      case "tool-input-start":
      case "refusal-start":
      case "opaque":
      case "media":
        this.blocks.set(part.block, { begin: part, text: "", citations: [], own: null, opaque: null });
        return;
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
        this.block(part.block).own = part.own;
        return;
      case "reasoning-end":
        this.block(part.block).opaque = part.opaque;
        return;
      case "tool-input-end":
      case "refusal-end":
        return;
      case "finish":
        this.finishes.set(part.candidate, part.finish);
        return;
      case "end":
        this.hasEnded = true;
        this.usage = part.usage ?? this.usage;
        return;
    }
  }

  /** @throws {TranslationError} `invalid_answer` when the stream ended before its answer did */
  response(): IrResponse {
    if (!this.hasEnded)
      throw new TranslationError("invalid_answer", "the stream ended before it was complete");
    const candidates = [...this.finishes]
      .sort(([a], [b]) => a - b)
      .map(([index, finish]) => ({ index, finish, parts: this.partsOf(index) }));
    return { ...this.head, candidates, usage: this.usage, own: null };
  }

  private partsOf(candidate: number): Part[] {
    const inOrder = [...this.blocks].sort(([a], [b]) => a - b);
    return inOrder.flatMap(([, block]) => (block.begin.candidate === candidate ? [grownPart(block)] : []));
  }

  private block(at: number): Growing {
    const block = this.blocks.get(at);
    if (!block) throw new TranslationError("invalid_answer", `block ${at} is not open`);
    return block;
  }
}

function grownPart({ begin, text, citations, own, opaque }: Growing): Part {
  switch (begin.kind) {
    case "text-start":
      return { kind: "text", text, citations, cache: null, own };
    case "reasoning-start":
      return { kind: "reasoning", text, opaque, isRedacted: begin.isRedacted, ...PLAIN };
    case "tool-input-start": {
      const { id, name, form } = begin;
      return { kind: "tool-call", id, name, form, input: text, opaque: begin.opaque, ...PLAIN };
    }
    case "refusal-start":
      return { kind: "refusal", text, ...PLAIN };
    case "opaque":
      return { kind: "opaque", what: begin.what, opaque: begin.opaque, ...PLAIN };
    case "media": {
      const source = { kind: "base64", data: begin.data } as const;
      return { kind: "media", mediaType: begin.mediaType, source, name: null, detail: null, ...PLAIN };
    }
  }
}
