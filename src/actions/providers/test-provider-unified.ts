"use server";
import { z } from "zod";
import { AppError } from "@/domain/app-error";
import type { ProviderType } from "@/domain/provider/provider-type";
import { TEST_FINDINGS } from "@/domain/provider/test-finding";
import { parseJson } from "@/lib/parse-json";
import { presetsFor, TEST_PRESET_IDS, type TestPresetId } from "@/services/provider-test/presets";
import { testProvider } from "@/services/provider-test/test-provider";
import { action } from "../kit/action";
import { subjectOf, TestSubject } from "./test-subject";

/** An object, or one as JSON text. */
const payload = z.preprocess(
  (value) => (typeof value === "string" ? parseJson<unknown>(value) : value),
  z.record(z.string(), z.unknown()),
);

export const testProviderUnified = action(
  {
    name: "providers/testProviderUnified",
    summary: "Test a provider with a small real request",
    description:
      "Costs a few tokens. Uses the same URL, headers and connection as live traffic. A preset (see getProviderTestPresets) asks as a certain client does, customPayload replaces the body and must not ask for a stream; the answer must contain successContains and be there within latencyThresholdMs to be green.",
    access: "admin",
    input: TestSubject.extend({
      model: z.string().trim().min(1).max(200).optional(),
      preset: z.enum(TEST_PRESET_IDS).optional(),
      customPayload: payload.optional(),
      successContains: z.string().max(200).optional(),
      latencyThresholdMs: z.number().int().min(1).max(120_000).optional(),
      timeoutMs: z.number().int().min(1_000).max(120_000).optional(),
    }),
    output: z.object({
      status: z.enum(["green", "yellow", "red"]),
      subStatus: z.enum(TEST_FINDINGS),
      httpStatusCode: z.number().int().nullable(),
      latencyMs: z.number(),
      firstByteMs: z.number().nullable(),
      model: z.string(),
      url: z.string(),
      message: z.string(),
    }),
    refusals: ["NOT_FOUND"],
  },
  async ({ input, runtime }) => {
    const { provider, credentials } = subjectOf(input, runtime);
    const { model, customPayload, successContains, latencyThresholdMs } = input;
    const wish = {
      ...{ model, payload: customPayload, successContains, latencyThresholdMs },
      preset: input.preset && presetOf(input.preset, provider.type),
      timeoutMs: input.timeoutMs ?? runtime.env.API_TEST_TIMEOUT_MS,
    };
    return testProvider(provider, credentials, wish, runtime);
  },
);

/** @throws {AppError} `INVALID_INPUT` */
function presetOf(id: TestPresetId, type: ProviderType) {
  const preset = presetsFor(type).find((candidate) => candidate.id === id);
  if (preset) return preset;
  const reason = `${id} does not fit providers of type ${type}`;
  throw new AppError("INVALID_INPUT", `preset: ${reason}`, { field: "preset", reason });
}
