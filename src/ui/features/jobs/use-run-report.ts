"use client";
import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { useErrorText } from "@/ui/api/use-error-text";
import type { JobAnswer } from "./job";
import { useJobTexts } from "./use-job-texts";

/** Tells whoever asked for a run what came of it. */
export function useRunReport() {
  const t = useTranslations("jobs.report");
  const texts = useJobTexts();
  const errorText = useErrorText();
  return {
    ended(job: string, answer: JobAnswer): void {
      const name = texts.name(job);
      switch (answer.state) {
        case "ok":
          toast.success(t("ok", { name }), { description: texts.did(job, answer) });
          return;
        case "nothing-to-do":
          toast.info(t("nothing-to-do", { name }));
          return;
        case "failed":
          toast.error(t("failed", { name }), { description: String(answer.detail?.error ?? "") });
          return;
        case "running":
          toast.info(t("running", { name }));
      }
    },
    refused: (failure: unknown) => void toast.error(errorText(failure)),
  };
}
