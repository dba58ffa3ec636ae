"use client";
import { FlaskConical } from "lucide-react";
import { useState } from "react";
import { useWatch } from "react-hook-form";
import { testProviderUnified } from "@/actions/providers/test-provider-unified";
import { useAction } from "@/ui/api/use-action";
import { FormSection } from "@/ui/patterns/form-section";
import { Button } from "@/ui/primitives/button";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { type TestAnswer, TestResult } from "../test-result";
import { testInput } from "./test-input";
import { useProviderFields } from "./use-provider-fields";

const TESTED = ["url", "key", "provider_type", "custom_headers", "model_redirects"] as const;

/** Asks the upstream one small question with what is typed in now, before anything is saved. */
export function TestSection({ providerId }: { readonly providerId: number | null }) {
  const { t, control, getValues, trigger } = useProviderFields();
  const test = useAction(testProviderUnified);
  const [model, setModel] = useState("");
  const [last, setLast] = useState<{ readonly asked: string; readonly answer: TestAnswer }>();
  const typed = JSON.stringify([useWatch({ control, name: TESTED }), model]);

  const run = async () => {
    if (!(await trigger(TESTED, { shouldFocus: true }))) return;
    const answer = await test.run(testInput(getValues(), model, providerId));
    if (answer) setLast({ asked: typed, answer: answer.data });
  };
  return (
    <FormSection title={t("test")} hint={t("testHint")}>
      <Field label={t("testModel")} hint={t("testModelHint")}>
        {(field) => (
          <Input
            {...field}
            value={model}
            onChange={(event) => setModel(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              void run();
            }}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </Field>
      <div className="flex items-start sm:pt-[1.6875rem]">
        <Button isBusy={test.isRunning} onClick={() => void run()}>
          {!test.isRunning && <FlaskConical aria-hidden />}
          {t("runTest")}
        </Button>
      </div>
      {last && (
        <div className="min-w-0 sm:col-span-2">
          <TestResult answer={last.answer} isOutdated={last.asked !== typed} />
        </div>
      )}
    </FormSection>
  );
}
