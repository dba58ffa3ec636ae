/** A `data:` URI taken apart (RFC 2397); only those in base64 carry files here. */
export interface DataUri {
  readonly mediaType: string;
  readonly data: string;
}

const HEADER = /^data:([^;,]*)((?:;[^;,]*)*),/i;
/** A header longer than this is none. */
const MAX_HEADER = 512;

/** null where the text is no `data:` URI in base64. */
export function readDataUri(text: string): DataUri | null {
  const header = HEADER.exec(text.slice(0, MAX_HEADER));
  if (!header?.[2]?.toLowerCase().endsWith(";base64")) return null;
  return { mediaType: header[1] || "application/octet-stream", data: text.slice(header[0].length) };
}

export function dataUri({ mediaType, data }: DataUri): string {
  return `data:${mediaType};base64,${data}`;
}
