import { startOrigin } from "../origin";
import { priceTable, record } from "../price-table";
import type { ActionCase } from "./action-case";
import type { World } from "./world";

const nothing = () => ({});

let outside: ReturnType<typeof startOrigin> | undefined;

/** A server that takes notifications and has a price table. */
async function outsideUrl(path: string): Promise<string> {
  outside ??= startOrigin((_seen, response) => response.end(priceTable({ fetched: record(1e-6, 2e-6) })));
  return (await outside).url + path;
}

const target = async () => ({
  name: "a target",
  providerType: "custom",
  webhookUrl: await outsideUrl("/hook"),
  customTemplate: { text: "{{title}}" },
});

async function newTarget({ hub }: World): Promise<number> {
  return (await hub.call<{ id: number }>("webhook-targets/createWebhookTargetAction", await target())).id;
}

/** Prices, notifications, jobs. */
export const OPERATION_CASES: Readonly<Record<string, ActionCase>> = {
  "model-prices/getModelPrices": { valid: nothing },
  "model-prices/getModelPricesPaginated": { valid: () => ({ page: 1, pageSize: 5, search: "claude" }) },
  "model-prices/getModelPriceHistory": { valid: () => ({ modelName: "claude-sonnet-4-5" }) },
  "model-prices/getAvailableModelsByProviderType": { valid: nothing },
  "model-prices/hasPriceTable": { valid: nothing, foreign: "own" },
  "model-prices/uploadPriceTable": {
    valid: () => ({ jsonContent: priceTable({ uploaded: record(1e-6, 2e-6) }) }),
  },
  "model-prices/syncLiteLLMPrices": {
    valid: async ({ hub }) => {
      await hub.call("system-config/saveSystemSettings", {
        priceTableUrls: [await outsideUrl("/prices.json")],
      });
      return {};
    },
  },
  "model-prices/saveModelPrice": {
    valid: () => ({ modelName: "our-model", priceData: { input_cost_per_token: 1e-6 } }),
  },
  "model-prices/deleteModelPrice": {
    valid: async ({ hub }) => {
      const input = { modelName: "another", priceData: { input_cost_per_token: 1e-6 } };
      await hub.call("model-prices/saveModelPrice", input);
      return { modelName: "another" };
    },
  },
  "notifications/getNotificationSettingsAction": { valid: nothing },
  "notifications/updateNotificationSettingsAction": {
    valid: () => ({ dailyLeaderboardTime: "08:30", costAlertThreshold: "0.9" }),
  },
  "notifications/testWebhookAction": {
    valid: async () => ({ webhookUrl: await outsideUrl("/hook"), type: "cost-alert" }),
  },
  "notifications/getNotificationDeliveries": { valid: () => ({ limit: 5 }) },
  "webhook-targets/getWebhookTargetsAction": { valid: nothing },
  "webhook-targets/createWebhookTargetAction": { valid: target },
  "webhook-targets/updateWebhookTargetAction": {
    valid: async (world) => ({ id: await newTarget(world), input: { isEnabled: false } }),
  },
  "webhook-targets/deleteWebhookTargetAction": { valid: async (world) => ({ id: await newTarget(world) }) },
  "webhook-targets/testWebhookTargetAction": {
    valid: async (world) => ({ id: await newTarget(world), notificationType: "circuit_breaker" }),
  },
  "notification-bindings/getBindingsForTypeAction": { valid: () => ({ type: "cost_alert" }) },
  "notification-bindings/updateBindingsAction": {
    valid: async (world) => ({
      type: "cost_alert",
      bindings: [{ targetId: await newTarget(world), scheduleCron: "0 9 * * 1-5" }],
    }),
  },
  "jobs/getJobs": { valid: nothing },
  "jobs/runJob": { valid: () => ({ name: "create-partitions" }) },
};
