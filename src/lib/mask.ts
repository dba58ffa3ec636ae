/** Shows enough of a secret to recognise it: the first and last four characters, or nothing of a short one. */
export function maskSecret(secret: string): string {
  if (secret.length <= 12) return "••••••";
  return `${secret.slice(0, 4)}••••••${secret.slice(-4)}`;
}

const SECRET_PARAMETERS =
  /^(?:key|api[-_]?key|token|access_token|auth_token|secret|client_secret|password)$/i;

/** A URL (absolute or a path with query) in which secret query values and passwords are blanked. */
export function maskUrl(url: string): string {
  const [beforeQuery = "", query] = url.split("?", 2);
  const plain = beforeQuery.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, "$1•••@");
  if (query === undefined) return plain;
  const masked = query.split("&").map((pair) => {
    const name = pair.split("=", 1)[0] ?? "";
    return SECRET_PARAMETERS.test(decodeLenient(name)) ? `${name}=•••` : pair;
  });
  return `${plain}?${masked.join("&")}`;
}

function decodeLenient(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Forms of keys and tokens that can be told from other texts: those of the hub, of AI providers, of clouds and forges. */
const KEY_SHAPES =
  /\b(?:sk-[\w-]{12,}|AIza[\w-]{30,}|ya29\.[\w-]{20,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abprs]-[\w-]{10,}|A[KS]IA[A-Z0-9]{16}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,})/g;

/** The text without the keys and tokens that stand in it, as far as their form tells them. */
export function maskKeysIn(text: string): string {
  return text.replace(KEY_SHAPES, (key) => maskSecret(key));
}
