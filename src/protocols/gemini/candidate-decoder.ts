import type { JsonObject, Opaque } from "../ir/opaque";
import type { MediaPart, Part, ReasoningPart, ToolCallPart } from "../ir/part";
import type { StreamPart } from "../ir/stream-part";
import { citationsIn } from "./citations";
import { decodePart } from "./decode-part";
import { answerParts } from "./decode-response";
import { decodeFinish } from "./finish-reason";
import type { WireCandidate } from "./wire-answer";

interface Numbers {
  nextBlock(): number;
  /** An id for a call that has none. */
  nextId(): string;
}

/** A block of text that was streamed; kept for citations, which come last and count from the first byte. */
interface StreamedText {
  readonly block: number;
  text: string;
}

type Open =
  | { readonly kind: "text"; readonly streamed: StreamedText }
  | { readonly kind: "reasoning"; readonly block: number };

/** One candidate of a stream: joins the pieces of text and of thought, passes everything else on whole. */
export class CandidateDecoder {
  private open: Open | null = null;
  private readonly texts: StreamedText[] = [];
  /** Citations as they were told; chunks repeat them. */
  private readonly cited = new Set<string>();
  private finishReason: string | null = null;
  private hasCalls = false;

  constructor(
    private readonly candidate: number,
    private readonly numbers: Numbers,
  ) {}

  get isFinished(): boolean {
    return this.finishReason !== null;
  }

  push(candidate: WireCandidate): readonly StreamPart[] {
    this.finishReason = candidate.finishReason ?? this.finishReason;
    const parts = answerParts(candidate);
    // Citations belong into a block of text, which a signature behind it would close.
    const signatures = parts.filter(isBareSignature);
    const others = parts.filter((part) => !isBareSignature(part));
    return [
      ...others.flatMap((part) => this.add(part)),
      ...this.cite(candidate.wire),
      ...signatures.flatMap((part) => this.add(part)),
    ];
  }

  finish(): readonly StreamPart[] {
    const ended = this.close();
    if (this.finishReason === null) return ended;
    const finish = decodeFinish(this.finishReason, this.hasCalls);
    return [...ended, { kind: "finish", candidate: this.candidate, finish }];
  }

  private add(wire: JsonObject): readonly StreamPart[] {
    const parts = decodePart(wire, () => this.numbers.nextId());
    const [signature, text] = parts;
    // A signature in the midst of a text does not cut it in two: it goes behind the piece it came with.
    if (signature?.kind === "reasoning" && text?.kind === "text" && this.open?.kind === "text") {
      return [...this.addPart(text), ...this.addPart(signature)];
    }
    return parts.flatMap((part) => this.addPart(part));
  }

  private addPart(part: Part): readonly StreamPart[] {
    switch (part.kind) {
      case "text":
        return this.addText(part.text);
      case "reasoning":
        return this.addReasoning(part);
      case "tool-call":
        return [...this.close(), ...this.call(part)];
      case "media":
        return [...this.close(), ...this.media(part)];
      case "opaque":
        return [...this.close(), this.opaque(part.what, part.opaque)];
      case "refusal":
      case "tool-result":
        return [];
    }
  }

  private addText(text: string): readonly StreamPart[] {
    const begun: StreamPart[] = [];
    if (this.open?.kind !== "text") {
      begun.push(...this.close());
      const streamed = { block: this.numbers.nextBlock(), text: "" };
      this.texts.push(streamed);
      this.open = { kind: "text", streamed };
      begun.push({ kind: "text-start", block: streamed.block, candidate: this.candidate });
    }
    const { streamed } = this.open;
    streamed.text += text;
    return [...begun, { kind: "text-delta", block: streamed.block, text }];
  }

  private addReasoning({ text, opaque }: ReasoningPart): readonly StreamPart[] {
    const parts: StreamPart[] = [];
    const isAlone = text === "" && this.open?.kind !== "reasoning";
    if (this.open?.kind !== "reasoning") {
      parts.push(...this.close());
      const block = this.numbers.nextBlock();
      this.open = { kind: "reasoning", block };
      parts.push({ kind: "reasoning-start", block, candidate: this.candidate, isRedacted: false });
    }
    if (text !== "") parts.push({ kind: "reasoning-delta", block: this.open.block, text });
    // A signature ends what it signs.
    if (opaque !== null || isAlone) parts.push(...this.close(opaque));
    return parts;
  }

  private call({ id, name, form, input, opaque }: ToolCallPart): readonly StreamPart[] {
    this.hasCalls = true;
    const block = this.numbers.nextBlock();
    return [
      { kind: "tool-input-start", block, candidate: this.candidate, id, name, form, opaque },
      { kind: "tool-input-delta", block, text: input },
      { kind: "tool-input-end", block },
    ];
  }

  /** Bytes are media in any protocol's terms; an address stays what it is on the wire. */
  private media({ source, mediaType }: MediaPart): readonly StreamPart[] {
    if (source.kind !== "base64") {
      const uri = source.kind === "url" ? source.url : source.kind === "file-id" ? source.id : "";
      const value = { fileData: { mimeType: mediaType ?? "", fileUri: uri } };
      return [this.opaque("fileData", { protocol: "gemini", value })];
    }
    const block = this.numbers.nextBlock();
    const type = mediaType ?? "application/octet-stream";
    return [{ kind: "media", block, candidate: this.candidate, mediaType: type, data: source.data }];
  }

  private opaque(what: string, opaque: Opaque): StreamPart {
    return { kind: "opaque", block: this.numbers.nextBlock(), candidate: this.candidate, what, opaque };
  }

  /** Citations of texts that have ended already come in an empty one of their own. */
  private cite(wire: JsonObject): readonly StreamPart[] {
    const parts: StreamPart[] = [];
    for (const { text, citation } of citationsIn(wire, this.texts)) {
      const key = JSON.stringify([text.block, citation]);
      if (this.cited.has(key)) continue;
      this.cited.add(key);
      const isOpen = this.open?.kind === "text" && this.open.streamed.block === text.block;
      if (!isOpen && this.open?.kind !== "text") parts.push(...this.addText(""));
      const block = this.open?.kind === "text" ? this.open.streamed.block : text.block;
      parts.push({ kind: "citation", block, citation: isOpen ? citation : { ...citation, range: null } });
    }
    return parts;
  }

  private close(opaque: Opaque | null = null): readonly StreamPart[] {
    const { open } = this;
    this.open = null;
    if (open === null) return [];
    return open.kind === "text"
      ? [{ kind: "text-end", block: open.streamed.block, own: null }]
      : [{ kind: "reasoning-end", block: open.block, opaque }];
  }
}

function isBareSignature({ text, thought, thoughtSignature }: JsonObject): boolean {
  return text === "" && thought !== true && thoughtSignature !== undefined;
}
