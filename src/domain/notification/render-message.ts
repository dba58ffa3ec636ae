import type { Message, Section } from "./message";

/** Messages in the form each platform takes. Sizes are those the platforms allow. */

/** Bytes of UTF-8 (WeCom: group robot, markdown). */
const WECHAT_MAX_BYTES = 4_096;

/** Characters (Bot API: sendMessage). */
const TELEGRAM_MAX_LENGTH = 4_096;

const COLOURS = { info: "blue", warning: "orange", error: "red" } as const;

/** Source: WeCom developer centre, "group robot configuration", type markdown. */
export function wechatBody(message: Message) {
  const text = `## ${escapeMarkdown(message.title)}\n${markdown(message)}`;
  return { msgtype: "markdown", markdown: { content: cutToBytes(text, WECHAT_MAX_BYTES) } };
}

/** Source: Feishu open platform, "custom bot", interactive card of schema 2.0. */
export function feishuBody(message: Message) {
  return {
    msg_type: "interactive",
    card: {
      schema: "2.0",
      header: { title: { tag: "plain_text", content: message.title }, template: COLOURS[message.level] },
      body: { elements: [{ tag: "markdown", content: markdown(message) }] },
    },
  };
}

/** Source: DingTalk open platform, "custom robot", type markdown. */
export function dingtalkBody(message: Message) {
  // Single line breaks are none there.
  const text = `### ${escapeMarkdown(message.title)}\n${markdown(message)}`.replaceAll("\n", "\n\n");
  return { msgtype: "markdown", markdown: { title: message.title, text } };
}

/** Source: Telegram Bot API, sendMessage with parse_mode HTML. */
export function telegramBody(message: Message, chatId: string) {
  const parts = [`<b>${escapeHtml(message.title)}</b>`];
  // Whole sections only: half a tag would be refused.
  for (const part of [...message.sections.map(htmlSection), `<i>${escapeHtml(message.at)}</i>`]) {
    if (parts.join("\n\n").length + part.length + 2 <= TELEGRAM_MAX_LENGTH) parts.push(part);
  }
  return {
    chat_id: chatId,
    text: parts.join("\n\n"),
    parse_mode: "HTML",
    link_preview_options: { is_disabled: true },
  };
}

function markdown({ sections, at }: Message): string {
  return [...sections.map(markdownSection), escapeMarkdown(at)].join("\n");
}

function markdownSection(section: Section): string {
  switch (section.kind) {
    case "fields":
      return section.fields
        .map(([label, value]) => `**${escapeMarkdown(label)}**: ${escapeMarkdown(value)}`)
        .join("\n");
    case "quote":
      return `> ${escapeMarkdown(section.text)}`;
    case "list":
      return section.items.map(escapeMarkdown).join("\n");
  }
}

function htmlSection(section: Section): string {
  switch (section.kind) {
    case "fields":
      return section.fields
        .map(([label, value]) => `<b>${escapeHtml(label)}</b>: ${escapeHtml(value)}`)
        .join("\n");
    case "quote":
      return `<blockquote>${escapeHtml(section.text)}</blockquote>`;
    case "list":
      return section.items.map(escapeHtml).join("\n");
  }
}

/** Names must neither end a line nor become a link, a mention or a tag. */
function escapeMarkdown(text: string): string {
  return text
    .replace(/[\r\n]+/g, " ")
    .replace(/[*_`[\]~]/g, "\\$&")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("@", "＠");
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function cutToBytes(text: string, maxBytes: number): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= maxBytes) return text;
  // A character cut in two is left out.
  return new TextDecoder().decode(bytes.subarray(0, maxBytes), { stream: true });
}
