import type { Provider } from "@/domain/provider/provider";
import { elementsAt } from "@/lib/json-elements";
import { findMember, outlineJson, readMember } from "@/lib/json-outline";
import type { JsonBody } from "@/protocols/protocol";
import type { BodyChange } from "@/services/upstream/body-change";
import { officialChanges } from "@/services/upstream/codex-instructions";
import { objectChanges } from "@/services/upstream/object-changes";
import { removeBlocks } from "@/services/upstream/remove-blocks";
import { memberRemovals } from "@/services/upstream/remove-members";
import type { Rectifier } from "./rectifier";

const CHAT = ["openai-chat"] as const;
const RESPONSES = ["openai-responses"] as const;

/** The parameter that a refusal names: a top-level member, or something inside one. */
const UNSUPPORTED =
  /(?:unsupported|unknown|unrecognized|unexpected|extra)[^'"`]{0,60}['"`]([a-z_]+)[\w.[\]]*['"`]/i;

/** What models and servers of the two OpenAI dialects refuse that others of the same dialect take. */
export const OPENAI_RECTIFIERS: readonly Rectifier[] = [
  {
    name: "foreign-reasoning",
    protocols: RESPONSES,
    complaint:
      /encrypted.?content.{0,80}(?:could not be|verif|invalid|decrypt)|of type 'reasoning' was provided without|item with id 'rs_/is,
    onlyTranslated: false,
    changes: (body) =>
      removeBlocks(body, { list: "input", inner: null }, (read) => read("type") === "reasoning"),
  },
  {
    name: "official-instructions",
    protocols: RESPONSES,
    complaint: /instructions.{0,40}(?:not valid|invalid|not allowed|not supported|required)/is,
    onlyTranslated: false,
    changes: officialInstructions,
  },
  {
    name: "max-completion-tokens",
    protocols: CHAT,
    complaint: /max_completion_tokens/,
    onlyTranslated: true,
    changes: otherTokenCap,
  },
  {
    name: "developer-role",
    protocols: CHAT,
    complaint: /developer/i,
    onlyTranslated: true,
    changes: developerAsSystem,
  },
  {
    name: "unsupported-parameter",
    protocols: [...CHAT, ...RESPONSES],
    complaint: UNSUPPORTED,
    onlyTranslated: true,
    changes: (body, words) => memberRemovals(body, namedIn(words)),
  },
];

/** Codex upstreams that take no instructions but their own get those, where the admin gave them, and the client's behind. */
function officialInstructions(body: JsonBody, _words: string, { codex }: Pick<Provider, "codex">) {
  const { instructionsStrategy, officialInstructions: official } = codex;
  return instructionsStrategy === "auto" && official !== null ? officialChanges(body, official) : [];
}

/** Without these a request is another one. */
const INDISPENSABLE: ReadonlySet<string> = new Set(["model", "messages", "input", "tools", "stream"]);

function namedIn(words: string): string[] {
  const name = UNSUPPORTED.exec(words)?.[1];
  return name === undefined || INDISPENSABLE.has(name) ? [] : [name];
}

/** Newer models know only `max_completion_tokens`, older servers only `max_tokens`. */
function otherTokenCap({ bytes, outline }: JsonBody): BodyChange[] {
  const [name, other] = findMember(outline, "max_completion_tokens")
    ? ["max_completion_tokens", "max_tokens"]
    : ["max_tokens", "max_completion_tokens"];
  const cap = readMember(bytes, outline, name);
  if (typeof cap !== "number") return [];
  const removed = memberRemovals({ bytes, outline }, [name]);
  return [...removed, ...objectChanges(outline, { [other]: cap }, 0, bytes.lastIndexOf("}") + 1)];
}

/** Servers that copy the API know the roles it began with. */
function developerAsSystem({ bytes, outline }: JsonBody): BodyChange[] {
  const messages = findMember(outline, "messages");
  if (!messages) return [];
  return elementsAt(bytes, messages.start).flatMap(({ start, end }): BodyChange[] => {
    const role = findMember(outlineJson(bytes.subarray(start, end)), "role");
    if (!role) return [];
    const range = { start: start + role.start, end: start + role.end };
    const isDeveloper = bytes.toString("latin1", range.start, range.end) === '"developer"';
    return isDeveloper ? [{ ...range, text: '"system"' }] : [];
  });
}
