"use client";
import { useWatch } from "react-hook-form";
import { PROVIDER_TYPE_FACTS } from "@/domain/provider/provider-type";
import { FormSection } from "@/ui/patterns/form-section";
import { ChoiceField, LongTextField } from "./provider-fields";
import { useProviderFields } from "./use-provider-fields";

const CACHE_TTLS = ["inherit", "5m", "1h"] as const;
const CONTEXT_1M = ["inherit", "force_enable", "disabled"] as const;
const EFFORTS = ["inherit", "none", "minimal", "low", "medium", "high", "xhigh"] as const;
const SUMMARIES = ["inherit", "auto", "detailed"] as const;
const VERBOSITIES = ["inherit", "low", "medium", "high"] as const;
const PARALLEL = ["inherit", "true", "false"] as const;
const INSTRUCTIONS = ["auto", "force_official", "keep_original"] as const;

/** What an admin may fix in the requests of the dialects that have it; other types have nothing to fix. */
export function OverridesSection({ isFolded }: { readonly isFolded: boolean }) {
  const { t, control } = useProviderFields();
  const { protocol } = PROVIDER_TYPE_FACTS[useWatch({ control, name: "provider_type" })];
  if (protocol !== "anthropic" && protocol !== "openai-responses") return null;
  return (
    <FormSection title={t("overrides")} hint={t("overridesHint")} isFolded={isFolded}>
      {protocol === "anthropic" ? <ClaudeOverrides /> : <CodexOverrides />}
    </FormSection>
  );
}

function ClaudeOverrides() {
  const { t } = useProviderFields();
  return (
    <>
      <ChoiceField
        name="cache_ttl_preference"
        label={t("cacheTtl")}
        hint={t("cacheTtlHint")}
        options={CACHE_TTLS.map((value) => ({ value, label: t(`cacheTtls.${value}`) }))}
      />
      <ChoiceField
        name="context_1m_preference"
        label={t("context1m")}
        hint={t("context1mHint")}
        options={CONTEXT_1M.map((value) => ({ value, label: t(`contexts.${value}`) }))}
      />
    </>
  );
}

function CodexOverrides() {
  const { t } = useProviderFields();
  return (
    <>
      <ChoiceField
        name="codex_reasoning_effort_preference"
        label={t("effort")}
        options={EFFORTS.map((value) => ({ value, label: t(`efforts.${value}`) }))}
      />
      <ChoiceField
        name="codex_reasoning_summary_preference"
        label={t("summary")}
        options={SUMMARIES.map((value) => ({ value, label: t(`summaries.${value}`) }))}
      />
      <ChoiceField
        name="codex_text_verbosity_preference"
        label={t("verbosity")}
        options={VERBOSITIES.map((value) => ({ value, label: t(`efforts.${value}`) }))}
      />
      <ChoiceField
        name="codex_parallel_tool_calls_preference"
        label={t("parallel")}
        options={PARALLEL.map((value) => ({ value, label: t(`parallels.${value}`) }))}
      />
      <ChoiceField
        name="codex_instructions_strategy"
        label={t("instructions")}
        hint={t("instructionsHint")}
        options={INSTRUCTIONS.map((value) => ({ value, label: t(`instructionChoices.${value}`) }))}
        className="sm:col-span-2"
      />
      <LongTextField
        name="codex_official_instructions"
        label={t("officialInstructions")}
        hint={t("officialInstructionsHint")}
        className="sm:col-span-2"
      />
    </>
  );
}
