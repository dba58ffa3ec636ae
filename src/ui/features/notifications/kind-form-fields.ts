"use client";
import * as fields from "@/ui/patterns/bound-fields";
import type { KindValues } from "./kind-values";

export const TextField = fields.TextField<KindValues>;
export const LongTextField = fields.LongTextField<KindValues>;
export const NumberField = fields.NumberField<KindValues>;
export const ToggleField = fields.ToggleField<KindValues>;
