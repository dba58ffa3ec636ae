import { describe, expect, it } from "vitest";
import { composeMessage } from "./message";
import { NOTIFICATION_LANGUAGES } from "./notification-type";
import type { Occasion } from "./occasion";
import { fillTemplate, placeholdersOf } from "./placeholders";
import { dingtalkBody, feishuBody, telegramBody, wechatBody } from "./render-message";

const AT = "2026-01-01T02:03:04.000Z";

const circuit = (lastError: string): Occasion => ({
  ...{ type: "circuit_breaker", at: AT, providerId: 7, providerName: "P", failureCount: 5, retryAt: AT },
  lastError,
});

const compose = (occasion: Occasion, language: (typeof NOTIFICATION_LANGUAGES)[number] = "en") =>
  composeMessage(occasion, { language, timeZone: "Asia/Shanghai" });

describe("a rendered message", () => {
  it.each(NOTIFICATION_LANGUAGES)("has words of its own in %s, and the readers' time", (language) => {
    const message = compose(circuit("gone"), language);
    const text = JSON.stringify(feishuBody(message));
    expect(text).toContain("gone");
    expect(text).toMatch(/10:03:04/);
    expect(text).not.toContain("undefined");
    if (language !== "en") expect(message.title).not.toBe(compose(circuit("gone")).title);
  });

  it("stays below what WeCom takes, without half a character", () => {
    const { content } = wechatBody(compose(circuit("坏".repeat(3_000)))).markdown;
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(4_096);
    expect(Buffer.byteLength(content)).toBeGreaterThan(4_090);
    expect(content).not.toContain("�");
  });

  it("stays below what Telegram takes, without half a tag", () => {
    const { text } = telegramBody(compose(circuit("x".repeat(5_000))), "1");
    expect(text.length).toBeLessThanOrEqual(4_096);
    expect(text).not.toContain("<blockquote>");
    expect(text.match(/<b>/g)?.length).toBe(text.match(/<\/b>/g)?.length);
  });

  it("lets no name be a tag, a link, a mention or a line", () => {
    const nasty = circuit("<at id=all></at> [x](http://e) **b**\n# h @all");
    expect(telegramBody(compose(nasty), "1").text).toContain("&lt;at id=all&gt;");
    for (const body of [
      wechatBody(compose(nasty)),
      feishuBody(compose(nasty)),
      dingtalkBody(compose(nasty)),
    ]) {
      const text = JSON.stringify(body);
      expect(text).not.toMatch(/<at|[^\\]\[x\]|@all|\n# h/);
    }
  });
});

it("fills in what it knows, once, and leaves the rest", () => {
  const occasion = circuit("{{title}} $& $1");
  const values = placeholdersOf(occasion, compose(occasion));
  const template = { "{{title}}": "{{last_error}}", n: [1, null, true, "{{constructor}} {{ provider_id }}"] };
  expect(fillTemplate(template, values)).toEqual({
    "{{title}}": "{{title}} $& $1",
    n: [1, null, true, "{{constructor}} 7"],
  });
});
