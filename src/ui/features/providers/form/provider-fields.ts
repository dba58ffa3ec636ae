"use client";
import * as fields from "@/ui/patterns/bound-fields";
import type { ProviderValues } from "./provider-values";

export const TextField = fields.TextField<ProviderValues>;
export const LongTextField = fields.LongTextField<ProviderValues>;
export const NumberField = fields.NumberField<ProviderValues>;
export const ChoiceField = fields.ChoiceField<ProviderValues>;
export const ToggleField = fields.ToggleField<ProviderValues>;
export const TagField = fields.TagField<ProviderValues>;
export const PairField = fields.PairField<ProviderValues>;
