"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { ProviderDisplay } from "@/actions/providers/provider-display";
import { testProviderUnified } from "@/actions/providers/test-provider-unified";
import { useAction } from "@/ui/api/use-action";
import { Button } from "@/ui/primitives/button";
import { Dialog } from "@/ui/primitives/dialog";
import { Skeleton } from "@/ui/primitives/skeleton";
import { type TestAnswer, TestResult } from "./test-result";

interface TestDialogProps {
  readonly provider: ProviderDisplay;
  readonly onClose: () => void;
}

/** Tests a saved provider as it is, at once. Not in the URL: following a link must not spend tokens. */
export function TestDialog({ provider, onClose }: TestDialogProps) {
  const t = useTranslations("providers.test");
  const common = useTranslations("common");
  const { run, isRunning } = useAction(testProviderUnified);
  const [answer, setAnswer] = useState<TestAnswer>();
  const [round, setRound] = useState(0);
  const { id: providerId } = provider;

  // biome-ignore lint/correctness/useExhaustiveDependencies: each round is another test
  useEffect(() => {
    let isGone = false;
    const test = async () => {
      const result = await run({ providerId });
      if (!isGone && result) setAnswer(result.data);
    };
    void test();
    return () => {
      isGone = true;
    };
  }, [run, providerId, round]);

  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t("title", { name: provider.name })}
      description={t("hint")}
      className="w-[min(38rem,calc(100vw-2rem))]"
    >
      <div className="p-5">
        {answer && !isRunning ? (
          <TestResult answer={answer} />
        ) : (
          <div role="status" aria-label={t("running")} className="flex flex-col gap-3 rounded-md border p-3">
            <Skeleton className="h-5 w-40" />
            <Skeleton className="w-full" />
            <Skeleton className="h-20 w-full" />
          </div>
        )}
        <div className="mt-4 flex justify-end gap-2">
          <Button isBusy={isRunning} onClick={() => setRound(round + 1)}>
            {t("again")}
          </Button>
          <Button onClick={onClose}>{common("close")}</Button>
        </div>
      </div>
    </Dialog>
  );
}
