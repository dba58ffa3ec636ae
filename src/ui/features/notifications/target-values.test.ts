import { expect, it } from "vitest";
import type { Target } from "./notifications";
import { NEW_TARGET, type TargetValues, targetInput, targetSchema, targetValues } from "./target-values";

const STORED: Target = {
  id: 1,
  name: "Ops",
  providerType: "dingtalk",
  webhookUrl: "https://oapi.dingtalk.com/••••••",
  telegramBotToken: null,
  telegramChatId: null,
  dingtalkSecret: "••••••",
  feishuSecret: null,
  customTemplate: null,
  customHeaders: null,
  proxyUrl: "http://10.0.0.1",
  proxyFallbackToDirect: true,
  isEnabled: true,
  lastTestAt: null,
  lastTestResult: null,
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-01T00:00:00.000Z",
};

const wrongIn = (stored: Target | null, values: TargetValues) =>
  targetSchema(stored)
    .safeParse(targetInput(stored, values))
    .error?.issues.map(({ path }) => path.join("."));

it("keeps what is stored and was not typed anew", () => {
  const input = targetSchema(STORED).parse(targetInput(STORED, targetValues(STORED)));
  expect(input.webhookUrl).toBeUndefined();
  expect(input.dingtalkSecret).toBeUndefined();
  expect(input.proxyUrl).toBeUndefined();
  expect(input).toMatchObject({ name: "Ops", proxyFallbackToDirect: true });
  const replaced = { ...targetValues(STORED), keepsProxy: false };
  expect(targetSchema(STORED).parse(targetInput(STORED, replaced)).proxyUrl).toBeNull();
});

it("asks for what each kind needs, and for the secrets of another kind anew", () => {
  const named = { ...NEW_TARGET, name: "x" };
  expect(wrongIn(null, named)).toEqual(["webhookUrl"]);
  expect(wrongIn(null, { ...named, providerType: "telegram" })).toEqual([
    "telegramBotToken",
    "telegramChatId",
  ]);
  expect(wrongIn(STORED, { ...targetValues(STORED), providerType: "feishu" })).toEqual(["webhookUrl"]);
  const custom = { ...named, providerType: "custom", webhookUrl: "https://x.example/hook" } as const;
  expect(wrongIn(null, custom)).toBeUndefined();
  expect(wrongIn(null, { ...custom, customTemplate: "{" })).toEqual(["customTemplate"]);
  expect(wrongIn(null, { ...custom, customTemplate: "[]" })).toEqual(["customTemplate"]);
  expect(wrongIn(null, { ...custom, customTemplate: " " })).toEqual(["customTemplate"]);
});
