import type { Call } from "./call";
import type { Content } from "./content";
import { wantsUsage } from "./dialects/openai-chat/chunk";
import type { Rendered } from "./rendered";
import type { Script } from "./script";

/** Returns what was rendered before under the same key of a script, or renders it now. */
export type RenderCache = (script: Script, key: string | null, render: () => Rendered) => Rendered;

const LARGEST_KEPT_BYTES = 1024 * 1024;
const KEPT_PER_SCRIPT = 64;
const MINUTE_MS = 60_000;

/** A cache that lives as long as the scripts it knows; without a key it keeps nothing. */
export function createRenderCache(): RenderCache {
  const byScript = new WeakMap<Script, Map<string, Rendered>>();
  return (script, key, render) => {
    if (key === null) return render();
    const kept = byScript.get(script) ?? new Map<string, Rendered>();
    const known = kept.get(key);
    if (known !== undefined) return known;
    const rendered = render();
    if (rendered.template.length > LARGEST_KEPT_BYTES) return rendered;
    if (kept.size >= KEPT_PER_SCRIPT) kept.clear();
    byScript.set(script, kept.set(key, rendered));
    return rendered;
  };
}

/**
 * Everything an answer depends on besides its script and its marks; null when that is too much to say. The minute
 * is part of it, so that no answer claims to be older than that.
 */
export function renderKey(call: Call, script: Script, content: Content, nowMs: number): string | null {
  if (call.operation === "embed") return null;
  const { dialect, operation, framing, codeAssist, model, bodyBytes } = call;
  const inputTokens = script.usage?.inputTokens ?? bodyBytes;
  const usage = dialect === "openai-chat" && framing === "sse" && wantsUsage(call);
  const minute = Math.floor(nowMs / MINUTE_MS);
  return JSON.stringify([
    dialect,
    operation,
    framing,
    codeAssist,
    model,
    inputTokens,
    usage,
    minute,
    content,
  ]);
}
