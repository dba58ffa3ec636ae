import { JsonScanner } from "@/lib/json-scanner";

/**
 * What an object's members mean to the reader of a prompt.
 * - wire: names belong to the wire format, values may be text
 * - names: names are somebody's (properties of a schema), values are of the wire format again
 * - free: names and values, to any depth, are somebody's (arguments and results of tools)
 * - skip: nothing here is read by the model
 */
type Mode = "wire" | "names" | "free" | "skip";

interface Frame {
  readonly mode: Mode;
  /** Under which name an array stands: its elements are read as that member's value. Null for objects, "" at the top. */
  readonly arrayKey: string | null;
}

/** Top-level members that steer the call and are no part of the prompt. */
const STEERING = new Set([
  ...["model", "metadata", "user", "project", "user_prompt_id", "session_id", "safety_identifier"],
  ...["prompt_cache_key", "previous_response_id", "conversation", "container", "cachedContent"],
  ...["service_tier", "include", "modalities", "betas", "anthropic_beta", "anthropic_version"],
  ...["stop", "stop_sequences", "stream_options", "reasoning", "reasoning_effort", "thinking"],
  ...["context_management", "tool_choice", "toolConfig", "safetySettings"],
]);

/** Members that hold words of the wire format, not of a person, while their value looks like one. */
const STRUCTURAL = new Set([
  ...["type", "role", "id", "tool_use_id", "tool_call_id", "call_id", "item_id", "file_id", "model"],
  ...["media_type", "mimeType", "mime_type", "status", "phase", "detail", "format", "syntax"],
  ...["effort", "summary", "verbosity", "$schema", "$ref", "responseMimeType"],
]);
const IDENTIFIER = /^[\w.:/#$+-]{1,128}$/;

/** Members that hold encoded bytes, while their value looks like them. */
const ENCODED = new Set([
  ...["data", "signature", "thoughtSignature", "thought_signature", "encrypted_content"],
  ...["file_data", "url", "image_url", "result"],
]);
const DATA_URI = /^data:[^,]{0,200};base64,/;
const BASE64 = /^[A-Za-z0-9+/_=-]{64,}$/;

/** Objects whose names and values are a tool's. */
const FREE = new Set(["input", "args", "arguments", "response", "output", "example"]);
const FREE_IN_ARRAYS = new Set(["input_examples", "examples"]);

/** Objects whose names are a tool's properties. */
const NAMED = new Set(["properties", "patternProperties", "$defs", "definitions"]);

const SKIPPED = new Set(["cache_control"]);

/**
 * All texts of a request that the model will read, in the order of the body: the one place that says what is screened
 * for sensitive words.
 *
 * In scope, in every dialect alike: every string value of the body, whoever's turn it is in: system prompts and
 * `instructions`, messages of all roles, thinking and summaries sent back, tool calls, **tool results**, names and
 * descriptions of tools, their schemas with the names of their properties, schemas of structured answers, plain-text
 * documents, and members the hub does not know.
 *
 * Out of scope: names of members of the wire format; identifiers in structural members (`role`, `type`, ids); top-level
 * members that steer the call (`STEERING`); cache markers; encoded bytes (images, files, signatures), which are not
 * decoded.
 */
export class PromptTexts {
  private readonly scanner: JsonScanner;
  private readonly frames: Frame[] = [];
  private key = "";

  constructor(body: Buffer) {
    this.scanner = new JsonScanner(body);
  }

  /** The next text, or null behind the last one. Driven from outside, so that a long walk can be interrupted. */
  next(): string | null {
    for (;;) {
      switch (this.scanner.next()) {
        case "end":
          return null;
        case "object":
          this.frames.push({ mode: this.modeOfObject(), arrayKey: null });
          break;
        case "array":
          this.frames.push({
            mode: this.modeOfArray(),
            arrayKey: this.frames.length > 1 ? this.currentKey() : "",
          });
          break;
        case "close":
          this.frames.pop();
          break;
        case "key":
          this.key = this.scanner.text() ?? "";
          if (this.mode() === "names" || this.mode() === "free") return this.key;
          break;
        case "string": {
          const text = this.readString();
          if (text !== null) return text;
        }
      }
    }
  }

  private mode(): Mode {
    return this.frames.at(-1)?.mode ?? "wire";
  }

  private currentKey(): string {
    return this.frames.at(-1)?.arrayKey ?? this.key;
  }

  private modeOfObject(): Mode {
    const outer = this.modeOfArray();
    if (outer !== "wire" || this.frames.length <= 1) return outer;
    const arrayKey = this.frames.at(-1)?.arrayKey ?? null;
    if (arrayKey !== null) return FREE_IN_ARRAYS.has(arrayKey) ? "free" : "wire";
    if (NAMED.has(this.key)) return "names";
    return FREE.has(this.key) ? "free" : "wire";
  }

  private modeOfArray(): Mode {
    const outer = this.mode();
    const key = this.currentKey();
    if (outer === "names") return "wire";
    if (outer !== "wire") return outer;
    return SKIPPED.has(key) || (this.frames.length === 1 && STEERING.has(key)) ? "skip" : "wire";
  }

  private readString(): string | null {
    const mode = this.mode();
    if (mode === "skip") return null;
    const key = this.currentKey();
    if (mode === "wire" && this.frames.length === 1 && STEERING.has(key)) return null;
    // An escape nobody can read makes the upstream refuse the whole body.
    const text = this.scanner.text();
    if (text === null || text === "" || mode === "free") return text;
    if (STRUCTURAL.has(key) && IDENTIFIER.test(text)) return null;
    if (ENCODED.has(key) && (DATA_URI.test(text) || BASE64.test(text))) return null;
    return text;
  }
}
