import type { Protocol } from "@/domain/protocol";

/** A JSON value as it stands on the wire. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

export type JsonObject = { readonly [key: string]: JsonValue };

/** An object of the named members of another. */
export function pickMembers(object: JsonObject, names: readonly string[]): JsonObject {
  if (names.length === 0) return NO_FIELDS;
  return Object.fromEntries(names.map((name) => [name, object[name] ?? null]));
}

/**
 * Content that only one protocol understands: a thinking signature, encrypted reasoning, a server tool's block. Only
 * that protocol's encoder emits it again; all others report it as lost, or carry it sealed (see `seal-opaque.ts`).
 */
export interface Opaque {
  readonly protocol: Protocol;
  readonly value: JsonValue;
}

/**
 * Members of a wire object that have no place in the representation. Only the protocol they came from gets them back;
 * they are what makes "decode, encode" lossless there.
 */
export interface OwnFields {
  readonly protocol: Protocol;
  readonly fields: JsonObject;
}

/** The members of `own` where they are `protocol`'s; none elsewhere. */
export function ownFieldsOf(own: OwnFields | null, protocol: Protocol): JsonObject {
  return own?.protocol === protocol ? own.fields : NO_FIELDS;
}

const NO_FIELDS: JsonObject = Object.freeze({});
