import { parseJson } from "@/lib/parse-json";
import type { SseEvent } from "@/lib/sse-reader";
import { type ClientSide, envelopeOf } from "./client-side";
import { ClientStream } from "./client-stream";
import { ResponseCollector } from "./collect-response";
import type { AnswerFacts, Codec, StreamDecoder, StreamEncoder } from "./ir/codec";
import { CustomCallRestorer, customToolNames, restoreCustomCalls } from "./ir/custom-tools";
import { type Loss, LossList } from "./ir/loss";
import type { JsonValue } from "./ir/opaque";
import type { IrResponse } from "./ir/response";
import type { StreamPart } from "./ir/stream-part";
import { TranslationError } from "./ir/translation-error";
import { replayResponse } from "./replay-response";
import { mapParts, restoreToolName, restoreToolNames, type ToolNames } from "./restore-tool-names";

/** The two ends of a translation, and what of the request matters on the way back. */
export interface AnswerTranslationOptions {
  readonly client: ClientSide;
  readonly clientCodec: Codec;
  readonly providerCodec: Codec;
  readonly facts: AnswerFacts;
  readonly toolNames: ToolNames;
}

/** The way back of one attempt. */
export interface WayBack {
  /** What of the answer did not reach the client so far. */
  readonly losses: readonly Loss[];
  /**
   * An upstream's answer in one piece, in the client's dialect and framing.
   *
   * @throws {TranslationError} `invalid_answer`
   */
  whole(body: Buffer): Buffer;
  openStream(): StreamTranslation;
}

/**
 * A model's answer as the client is to get it: in one piece or as a stream, as the client wants it, whichever of the
 * two the upstream chose.
 */
export class AnswerTranslation implements WayBack {
  private readonly lossList = new LossList();
  private encoder: StreamEncoder | null = null;
  private readonly customNames: ReadonlySet<string>;

  constructor(private readonly options: AnswerTranslationOptions) {
    this.customNames = customToolNames(options.facts.request);
  }

  get losses(): readonly Loss[] {
    return [...this.lossList.losses, ...(this.encoder?.losses ?? [])];
  }

  whole(body: Buffer): Buffer {
    const parsed = parseJson<JsonValue>(body.toString("utf8"));
    if (parsed === undefined) throw new TranslationError("invalid_answer", "the answer is not JSON");
    const { value, losses } = this.options.providerCodec.decodeResponse(parsed);
    this.lossList.addAll(losses);
    return Buffer.from(this.options.client.wantsStream ? this.replayed(value) : this.inOnePiece(value));
  }

  openStream(): StreamTranslation {
    return this.options.client.wantsStream ? this.openEventStream() : this.openCollection();
  }

  private inOnePiece(response: IrResponse): string {
    const { client, clientCodec, facts, toolNames } = this.options;
    const restored = mapParts(response, (parts) =>
      restoreCustomCalls(restoreToolNames(parts, toolNames), this.customNames),
    );
    const { value, losses } = clientCodec.encodeResponse(restored, facts);
    this.lossList.addAll(losses);
    const text = JSON.stringify(value);
    return envelopeOf(client)?.whole(Buffer.from(text)).toString() ?? text;
  }

  private replayed(response: IrResponse): string {
    const output = this.openOutput();
    return replayResponse(response)
      .map((part) => output.push(part))
      .join("");
  }

  private openOutput(): Output {
    const { client, clientCodec, facts, toolNames } = this.options;
    const stream = new ClientStream(client.framing, envelopeOf(client));
    const restorer = new CustomCallRestorer(this.customNames);
    this.encoder = clientCodec.openStreamEncoder(facts);
    return new Output(this.encoder, stream, restorer, toolNames);
  }

  private openEventStream(): StreamTranslation {
    const decoder = this.options.providerCodec.openStreamDecoder();
    return new EventStream(decoder, this.openOutput());
  }

  private openCollection(): StreamTranslation {
    const decoder = this.options.providerCodec.openStreamDecoder();
    return new Collection(decoder, (response) => this.inOnePiece(response));
  }
}

/** An upstream's stream on its way; what is returned is the client's next text, which may be empty. */
export interface StreamTranslation {
  /** @throws {TranslationError} `invalid_answer` */
  push(event: SseEvent): string;
  /**
   * Ends what is open; the last call.
   *
   * @param isComplete the upstream's terminal marker has come
   * @throws {TranslationError} `invalid_answer`
   */
  finish(isComplete: boolean): string;
  /** The client got no event yet. */
  readonly isEmpty: boolean;
}

/** Parts as the client's events. */
class Output {
  private hasEnded = false;

  constructor(
    private readonly encoder: StreamEncoder,
    private readonly stream: ClientStream,
    private readonly restorer: CustomCallRestorer,
    private readonly toolNames: ToolNames,
  ) {}

  get isEmpty(): boolean {
    return this.stream.isEmpty;
  }

  push(part: StreamPart): string {
    if (this.hasEnded) return "";
    let text = "";
    for (const restored of this.restorer.push(restoreToolName(part, this.toolNames))) {
      text += this.stream.write(this.encoder.push(restored));
    }
    if (part.kind !== "end") return text;
    this.hasEnded = true;
    return text + this.stream.close();
  }
}

class EventStream implements StreamTranslation {
  private isOver = false;

  constructor(
    private readonly decoder: StreamDecoder,
    private readonly output: Output,
  ) {}

  get isEmpty(): boolean {
    return this.output.isEmpty;
  }

  push(event: SseEvent): string {
    return this.isOver ? "" : this.pass(this.decoder.push(event));
  }

  finish(isComplete: boolean): string {
    if (this.isOver) return "";
    this.isOver = true;
    // An answer without its end is not ended for the client either: it is told of the break instead.
    const rest = this.decoder.finish();
    return isComplete ? this.pass(rest) : "";
  }

  private pass(parts: readonly StreamPart[]): string {
    let text = "";
    for (const part of parts) text += this.output.push(part);
    return text;
  }
}

class Collection implements StreamTranslation {
  private readonly collector = new ResponseCollector();
  private isOver = false;
  isEmpty = true;

  constructor(
    private readonly decoder: StreamDecoder,
    private readonly encode: (response: IrResponse) => string,
  ) {}

  push(event: SseEvent): string {
    if (!this.isOver) for (const part of this.decoder.push(event)) this.collector.push(part);
    return "";
  }

  finish(isComplete: boolean): string {
    if (this.isOver) return "";
    this.isOver = true;
    for (const part of this.decoder.finish()) this.collector.push(part);
    if (!isComplete) return "";
    this.isEmpty = false;
    return this.encode(this.collector.response());
  }
}
