import type { Usage } from "@/domain/pricing/usage";
import type { Opaque, OwnFields } from "./opaque";
import type { Citation } from "./part";
import type { Finish } from "./response";

/**
 * A piece of an answer on its way, in the terms of all protocols. `block` numbers the parts of the answer from 0 in the
 * order they begin, over all candidates; blocks may be open at the same time and their deltas interleave (parallel
 * tool calls of Chat Completions do). What began is ended, before the finish of its candidate.
 */
export type StreamPart =
  /** The first part, once. */
  | {
      readonly kind: "start";
      readonly id: string | null;
      readonly model: string | null;
      readonly usage: Usage | null;
    }
  | { readonly kind: "text-start"; readonly block: number; readonly candidate: number }
  | { readonly kind: "text-delta"; readonly block: number; readonly text: string }
  | { readonly kind: "citation"; readonly block: number; readonly citation: Citation }
  | { readonly kind: "text-end"; readonly block: number; readonly own: OwnFields | null }
  | {
      readonly kind: "reasoning-start";
      readonly block: number;
      readonly candidate: number;
      readonly isRedacted: boolean;
    }
  | { readonly kind: "reasoning-delta"; readonly block: number; readonly text: string }
  /** What the vendor wants back; see ReasoningPart for an empty block that belongs to the one behind it. */
  | { readonly kind: "reasoning-end"; readonly block: number; readonly opaque: Opaque | null }
  | {
      readonly kind: "tool-input-start";
      readonly block: number;
      readonly candidate: number;
      readonly id: string;
      readonly name: string;
      readonly form: "function" | "custom";
      readonly opaque: Opaque | null;
    }
  /** More of the JSON text (function) or of the free text (custom). */
  | { readonly kind: "tool-input-delta"; readonly block: number; readonly text: string }
  | { readonly kind: "tool-input-end"; readonly block: number }
  | { readonly kind: "refusal-start"; readonly block: number; readonly candidate: number }
  | { readonly kind: "refusal-delta"; readonly block: number; readonly text: string }
  | { readonly kind: "refusal-end"; readonly block: number }
  /** A block whole, with a meaning in one protocol only. */
  | {
      readonly kind: "opaque";
      readonly block: number;
      readonly candidate: number;
      readonly what: string;
      readonly opaque: Opaque;
    }
  /** A media block whole: an image the model made. */
  | {
      readonly kind: "media";
      readonly block: number;
      readonly candidate: number;
      readonly mediaType: string;
      readonly data: string;
    }
  | { readonly kind: "finish"; readonly candidate: number; readonly finish: Finish }
  /** The last part of a whole answer, once: its terminal marker came. Usage is null where none was reported. */
  | { readonly kind: "end"; readonly usage: Usage | null };
