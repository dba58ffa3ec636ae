"use client";
import * as fields from "@/ui/patterns/bound-fields";
import type { TargetValues } from "./target-values";

export const TextField = fields.TextField<TargetValues>;
export const ToggleField = fields.ToggleField<TargetValues>;
export const PairField = fields.PairField<TargetValues>;
