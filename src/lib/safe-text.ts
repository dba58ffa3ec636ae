const NUL = /\0/g;

/**
 * Text from outside made fit to be stored: at most `maxLength` UTF-16 units, without NUL characters and lone
 * surrogates, neither of which PostgreSQL takes.
 */
export function safeText(text: string, maxLength: number): string {
  return text.slice(0, maxLength).replace(NUL, "�").toWellFormed();
}
