import type { Protocol } from "@/domain/protocol";
import type { Opaque, OwnFields } from "./opaque";

/**
 * The content of a turn, closest to Anthropic's ordered blocks. Every decoder makes these, every encoder takes them.
 * An encoder that cannot express one reports a loss, or refuses where the answer would be wrong without it.
 */
export type Part =
  | TextPart
  | MediaPart
  | ReasoningPart
  | ToolCallPart
  | ToolResultPart
  | RefusalPart
  | OpaquePart;

interface PartBase {
  /** The prompt up to here is to be cached (Anthropic's `cache_control`); null = says nothing. */
  readonly cache: CacheMarker | null;
  readonly own: OwnFields | null;
}

export interface CacheMarker {
  /** null = the default lifetime, which is five minutes. */
  readonly ttl: "5m" | "1h" | null;
}

export interface TextPart extends PartBase {
  readonly kind: "text";
  readonly text: string;
  readonly citations: readonly Citation[];
}

/** Where a text comes from. */
export interface Citation {
  readonly url: string | null;
  readonly title: string | null;
  readonly citedText: string | null;
  /** The part of the answer's text it is for, in UTF-16 code units; null where it is for all of it. */
  readonly range: { readonly start: number; readonly end: number } | null;
  readonly own: OwnFields | null;
}

export type MediaSource =
  | { readonly kind: "base64"; readonly data: string }
  | { readonly kind: "url"; readonly url: string }
  /** Plain text given as a document. */
  | { readonly kind: "text"; readonly text: string }
  /** Uploaded to the vendor of `protocol`; nobody else has it. */
  | { readonly kind: "file-id"; readonly id: string; readonly protocol: Protocol };

/** An image, a PDF, audio or another file. */
export interface MediaPart extends PartBase {
  readonly kind: "media";
  /** IANA media type; `image/*` where only the kind is known; null where nothing is. */
  readonly mediaType: string | null;
  readonly source: MediaSource;
  readonly name: string | null;
  /** OpenAI's resolution hint. */
  readonly detail: string | null;
}

/**
 * What a model thought. `opaque` is what its vendor wants back unchanged; a part with an empty text and an `opaque`
 * belongs to the part behind it (Gemini's signature of a function call, as clients of other protocols keep it).
 */
export interface ReasoningPart extends PartBase {
  readonly kind: "reasoning";
  readonly text: string;
  readonly opaque: Opaque | null;
  /** The vendor withholds the text; only `opaque` is there. */
  readonly isRedacted: boolean;
}

export interface ToolCallPart extends PartBase {
  readonly kind: "tool-call";
  /** Unique in the conversation; decoders make one up, the same one each time, where the wire has none. */
  readonly id: string;
  readonly name: string;
  /** function: `input` is the text of a JSON object; custom: free text. */
  readonly form: "function" | "custom";
  readonly input: string;
  /** What its vendor wants back with the call (Gemini's `thoughtSignature`). */
  readonly opaque: Opaque | null;
}

/** The result of a call; stands in a user's turn. */
export interface ToolResultPart extends PartBase {
  readonly kind: "tool-result";
  readonly callId: string;
  /** The tool's name; null where the wire does not say and no call in the conversation has the id. */
  readonly name: string | null;
  readonly form: "function" | "custom";
  readonly content: readonly (TextPart | MediaPart | OpaquePart)[];
  readonly isError: boolean;
}

export interface RefusalPart extends PartBase {
  readonly kind: "refusal";
  readonly text: string;
}

/** Content with a meaning in one protocol only, such as a server tool's call and result. */
export interface OpaquePart extends PartBase {
  readonly kind: "opaque";
  /** Its type on the wire, for people. */
  readonly what: string;
  readonly opaque: Opaque;
}

/** A part's members that most parts leave empty. */
export const PLAIN = { cache: null, own: null } as const;

/** A text without citations or markers. */
export function textPart(text: string): TextPart {
  return { kind: "text", text, citations: [], ...PLAIN };
}

/** The text of all text parts, joined. */
export function plainText(parts: readonly Part[], separator = "\n"): string {
  return parts.flatMap((part) => (part.kind === "text" ? [part.text] : [])).join(separator);
}
