/** The model in the path of a Gemini endpoint: `/v1beta/models/{model}:generateContent`. */
const MODEL = /\/models\/([^/:]+)/;

/** The model a path names; null without one, or where its escapes are malformed. */
export function modelInPath(path: string): string | null {
  const encoded = MODEL.exec(path)?.[1];
  if (encoded === undefined) return null;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return null;
  }
}

/** The path with `model` in the place of the one it names. */
export function pathWithModel(path: string, model: string): string {
  return path.replace(MODEL, () => `/models/${encodeURIComponent(model)}`);
}

/** The method a path calls: `streamGenerateContent`; empty where it calls none. */
export function methodInPath(path: string): string {
  return /:([A-Za-z]+)\/?$/.exec(path)?.[1] ?? "";
}

/** Whether a path is one of Code Assist, where Gemini CLI goes that has signed in with Google. */
export function isCodeAssist(path: string): boolean {
  return path.startsWith("/v1internal");
}
