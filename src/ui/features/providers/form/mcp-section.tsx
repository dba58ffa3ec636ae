"use client";
import { useWatch } from "react-hook-form";
import { FormSection } from "@/ui/patterns/form-section";
import { ChoiceField, TextField } from "./provider-fields";
import { useProviderFields } from "./use-provider-fields";

const KINDS = ["none", "minimax", "glm", "custom"] as const;

export function McpSection({ isFolded }: { readonly isFolded: boolean }) {
  const { t, control } = useProviderFields();
  const kind = useWatch({ control, name: "mcp_passthrough_type" });
  return (
    <FormSection title={t("mcp")} hint={t("mcpHint")} isFolded={isFolded}>
      <ChoiceField
        name="mcp_passthrough_type"
        label={t("mcpKind")}
        options={KINDS.map((value) => ({ value, label: t(`mcpKinds.${value}`) }))}
      />
      {kind !== "none" && (
        <TextField
          name="mcp_passthrough_url"
          label={t("mcpUrl")}
          hint={t("mcpUrlHint")}
          type="url"
          isCode
          placeholder="https://"
        />
      )}
    </FormSection>
  );
}
