"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { FailureEnvelope } from "@/domain/envelope";
import { ActionError } from "./action-client";

/** The reader's words for what went wrong: of a refused action its code's, of anything else that it happened. */
export function useErrorText(): (error: unknown) => string {
  const t = useTranslations("errors");
  return useCallback(
    (error) => {
      const failure = error instanceof ActionError ? error.failure : isFailure(error) ? error : null;
      if (!failure) return t("UNREACHABLE");
      return t.has(failure.errorCode) ? t(failure.errorCode, texts(failure)) : failure.error;
    },
    [t],
  );
}

function isFailure(error: unknown): error is FailureEnvelope {
  return typeof error === "object" && error !== null && "errorCode" in error;
}

/** What the server did not say stands empty rather than breaking the sentence. */
function texts({ error, errorParams = {} }: FailureEnvelope) {
  return {
    field: "",
    reason: error,
    name: "",
    kind: "",
    id: "",
    seconds: 0,
    limit: "",
    group: "",
    ...errorParams,
  };
}
