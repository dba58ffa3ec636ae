import type { Protocol } from "@/domain/protocol";
import type { SseEvent } from "@/lib/sse-reader";
import type { Loss } from "./loss";
import type { JsonObject, JsonValue } from "./opaque";
import type { IrRequest } from "./request";
import type { IrResponse } from "./response";
import type { StreamPart } from "./stream-part";

/** A value and what did not make it into it. */
export interface Translated<T> {
  readonly value: T;
  readonly losses: readonly Loss[];
}

/** A request body, parsed, with what its path says. */
export interface RequestSource {
  readonly body: JsonValue;
  /** Gemini says in the path whether the answer is to be streamed. */
  readonly wantsStream: boolean;
}

/** To whom a request is sent. */
export interface RequestTarget {
  /** The model's name as the provider knows it. */
  readonly model: string;
  readonly wantsStream: boolean;
  /** The most output tokens the model can give, where the price table knows; null elsewhere. */
  readonly modelMaxOutputTokens: number | null;
}

/** A request as the target protocol has it. */
export interface EncodedRequest {
  /** From the root, `/v1/messages` or `/v1beta/models/x:generateContent`; no query. */
  readonly path: string;
  /** With its question mark, or empty. */
  readonly query: string;
  /** Headers the protocol demands beside those every provider gets (name, value). */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: JsonObject;
  readonly losses: readonly Loss[];
  /** Names the target limits: what a tool is called there → what the client calls it. Only those that differ. */
  readonly toolNames: ReadonlyMap<string, string>;
}

/** What an encoder of answers needs beside the answer. */
export interface AnswerFacts {
  /** Ends in the ids of the answer, so that they are unique and tell which request they belong to. */
  readonly requestId: string;
  /** As the client named it. */
  readonly model: string;
  /** Epoch seconds. */
  readonly createdAt: number;
  /** What the client asked for; some protocols repeat parts of it in answers. */
  readonly request: IrRequest;
}

/** Turns one stream's events into parts. Pure state, no I/O. */
export interface StreamDecoder {
  /** @throws {TranslationError} `invalid_answer` for an event that is not of this protocol */
  push(event: SseEvent): readonly StreamPart[];
  /**
   * The stream is over. Ends what is open; an answer without its terminal marker ends without an `end` part.
   */
  finish(): readonly StreamPart[];
}

/** An event for the client; `event` is undefined in protocols that do not name them. */
export interface OutgoingEvent {
  readonly event: string | undefined;
  readonly data: string;
}

/** Turns parts into one stream's events. Pure state, no I/O. */
export interface StreamEncoder {
  push(part: StreamPart): readonly OutgoingEvent[];
  /** What of the answer was lost so far. */
  readonly losses: readonly Loss[];
}

/** Counting tokens, where the protocol has an endpoint for it. */
export interface CountCodec {
  encodeRequest(request: IrRequest, target: RequestTarget): EncodedRequest;
  /** The number in an answer. @throws {TranslationError} `invalid_answer` */
  decodeAnswer(body: JsonValue): number;
  encodeAnswer(inputTokens: number): JsonObject;
}

/**
 * One protocol's half of every translation: its requests and answers to and from the intermediate representation.
 * All pure; strict about what they need, tolerant of the unknown.
 */
export interface Codec {
  readonly protocol: Protocol;
  /** @throws {TranslationError} `invalid_request` */
  decodeRequest(source: RequestSource): Translated<IrRequest>;
  /** @throws {TranslationError} `untranslatable` */
  encodeRequest(request: IrRequest, target: RequestTarget): EncodedRequest;
  /** @throws {TranslationError} `invalid_answer` */
  decodeResponse(body: JsonValue): Translated<IrResponse>;
  encodeResponse(response: IrResponse, facts: AnswerFacts): Translated<JsonObject>;
  openStreamDecoder(): StreamDecoder;
  openStreamEncoder(facts: AnswerFacts): StreamEncoder;
  /** null where the protocol has no such endpoint. */
  readonly count: CountCodec | null;
}
