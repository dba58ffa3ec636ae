"use client";
import * as fields from "@/ui/patterns/bound-fields";
import type { PriceValues } from "./price-values";

export const TextField = fields.TextField<PriceValues>;
export const LongTextField = fields.LongTextField<PriceValues>;
export const NumberField = fields.NumberField<PriceValues>;
export const ChoiceField = fields.ChoiceField<PriceValues>;
