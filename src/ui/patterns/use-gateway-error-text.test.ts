import { describe, expect, it } from "vitest";
import { GATEWAY_ERRORS } from "@/domain/gateway-error";
import { loadMessages } from "@/i18n/load-messages";
import { LOCALES } from "@/i18n/locales";

// It stands here rather than with the other texts: those know nothing of the gateway's codes.
describe.each(LOCALES)("gateway errors in %s", (locale) => {
  it("50: each has a title and a text, and nothing else has", async () => {
    const { gatewayErrors } = await loadMessages(locale);
    expect(Object.keys(gatewayErrors).sort()).toEqual(Object.keys(GATEWAY_ERRORS).sort());
    for (const [code, words] of Object.entries(gatewayErrors)) {
      expect(words, code).toEqual({
        title: expect.stringMatching(/\S/),
        text: expect.stringMatching(/\S/),
      });
    }
  });
});
