/** Which program sends a request, by its User-Agent. */
export interface ClientProgram {
  /** The program's name; Claude Code inside VS Code is `claude-vscode`. */
  readonly type: string;
  readonly version: string;
}

/** `name/1.2.3` or `name/1.2.3-beta.1` at the beginning. */
const PRODUCT = /^([A-Za-z0-9_-]{1,64})\/(\d{1,9}\.\d{1,9}\.\d{1,9}(?:-[0-9A-Za-z.-]{1,32})?)/;

/** Null for a User-Agent that names no version. */
export function clientProgramOf(userAgent: string | null): ClientProgram | null {
  const [, name, version] = PRODUCT.exec(userAgent ?? "") ?? [];
  if (name === undefined || version === undefined) return null;
  const isVsCode = name === "claude-cli" && userAgent?.includes("claude-vscode");
  return { type: isVsCode ? "claude-vscode" : name, version };
}

const DISPLAY_NAMES: Readonly<Record<string, string>> = {
  "claude-vscode": "Claude Code for VS Code",
  "claude-cli": "Claude Code",
  "anthropic-sdk-typescript": "Anthropic SDK (TypeScript)",
};

/** What people call a program. */
export function clientDisplayName(type: string): string {
  return Object.hasOwn(DISPLAY_NAMES, type) ? (DISPLAY_NAMES[type] ?? type) : type;
}
