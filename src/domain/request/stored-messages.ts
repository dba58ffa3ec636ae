/** A header field: name and value. */
export type HeaderField = readonly [name: string, value: string];

/** What was said in one request, as far as it was kept: without credentials, and cut to what may be stored. */
export interface StoredMessages {
  readonly requestId: string;
  readonly createdAt: Date;
  readonly requestHeaders: readonly HeaderField[];
  /** null: it was not kept, because the hub had no memory for it. */
  readonly requestBody: string | null;
  readonly responseHeaders: readonly HeaderField[];
  /** A stream is kept as it was sent. null: as above. */
  readonly responseBody: string | null;
  /** Something is missing at the end of a body, or a whole one. */
  readonly isTruncated: boolean;
}
