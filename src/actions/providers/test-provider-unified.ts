"use server";
import { z } from "zod";
import { TEST_FINDINGS } from "@/domain/provider/test-finding";
import { testProvider } from "@/services/provider-test/test-provider";
import { action } from "../kit/action";
import { subjectOf, TestSubject } from "./test-subject";

export const testProviderUnified = action(
  {
    name: "providers/testProviderUnified",
    summary: "Test a provider with a small real request",
    description: "Costs a few tokens. Uses the same URL, headers and connection as live traffic.",
    access: "admin",
    input: TestSubject.extend({ model: z.string().trim().min(1).max(200).optional() }),
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
    return testProvider(provider, credentials, input.model, runtime.env.API_TEST_TIMEOUT_MS, runtime);
  },
);
