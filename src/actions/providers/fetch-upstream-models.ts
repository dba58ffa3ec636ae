"use server";
import { z } from "zod";
import { AppError } from "@/domain/app-error";
import { classifyTransportError } from "@/infra/http/upstream-error";
import { GoogleTokenError } from "@/services/google-tokens/google-token-error";
import { listUpstreamModels, NoModelListError } from "@/services/provider-test/list-models";
import { action } from "../kit/action";
import { subjectOf, TestSubject } from "./test-subject";

export const fetchUpstreamModels = action(
  {
    name: "providers/fetchUpstreamModels",
    summary: "Ask an upstream which models it has",
    description:
      "By GET /v1/models, or /v1beta/models for Gemini. Of a saved provider, or of one that is being typed in.",
    access: "admin",
    input: TestSubject,
    output: z.object({ models: z.array(z.string()), source: z.string() }),
    refusals: ["NOT_FOUND", "UPSTREAM_FAILED"],
  },
  async ({ input, runtime }) => {
    const { provider, credentials } = subjectOf(input, runtime);
    try {
      return await listUpstreamModels(provider, credentials, runtime.env.API_TEST_TIMEOUT_MS, runtime);
    } catch (error) {
      const isTold = error instanceof NoModelListError || error instanceof GoogleTokenError;
      const reason = isTold ? error.message : classifyTransportError(error).message;
      throw new AppError("UPSTREAM_FAILED", `The upstream tells no models: ${reason}.`, { reason });
    }
  },
);
