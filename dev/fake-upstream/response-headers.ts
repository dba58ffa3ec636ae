import type { Dialect } from "./dialects/dialect";
import { SEED_MARK } from "./marks";
import type { PlannedBody } from "./plan";
import type { Script } from "./script";

type Headers = Record<string, string | string[]>;

type Content = { readonly type: string; readonly streamed: boolean; readonly body: PlannedBody };

/** The headers of a planned response: the content's, the provider's, and then what the script says. */
export function responseHeaders(
  content: Content,
  { dialect, script, context }: { dialect: Dialect; script: Script; context: { seed: string } },
): Headers {
  const headers: Headers = { "content-type": content.type, ...lengthHeader(content, script) };
  for (const [name, value] of Object.entries(dialect.headers))
    headers[name] = value.replaceAll(SEED_MARK, context.seed);
  if (content.streamed) headers["cache-control"] = "no-cache";
  if (script.contentEncoding !== undefined) headers["content-encoding"] = script.contentEncoding;
  for (const [name, value] of Object.entries(script.headers ?? {})) {
    if (value === null) delete headers[name.toLowerCase()];
    else headers[name.toLowerCase()] = value;
  }
  return headers;
}

/** A document of known size says so; streams, and documents that will be cut or re-sliced, go in chunks. */
function lengthHeader({ streamed, body }: Content, script: Script): Headers {
  const changed = script.truncate ?? script.chunkBytes ?? script.contentEncoding;
  return streamed || body.kind === "made" || changed !== undefined
    ? { "transfer-encoding": "chunked" }
    : { "content-length": String(body.stamped.whole.length) };
}
