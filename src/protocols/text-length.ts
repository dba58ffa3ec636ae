/** Members that name or number things; what they hold is no output. */
const LABELS: ReadonlySet<string> = new Set(["role", "id", "type", "index", "mimeType", "thoughtSignature"]);

/** How many characters of text a piece of an answer brings, to any depth: the base of estimates. */
export function textLength(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 0;
  if (Array.isArray(value)) return value.reduce((sum: number, element) => sum + textLength(element), 0);
  return Object.entries(value).reduce(
    (sum, [key, member]) => (LABELS.has(key) ? sum : sum + textLength(member)),
    0,
  );
}
