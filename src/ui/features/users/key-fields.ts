"use client";
import * as fields from "@/ui/patterns/bound-fields";
import type { KeyValues } from "./key-values";

export const TextField = fields.TextField<KeyValues>;
export const ToggleField = fields.ToggleField<KeyValues>;
export const TagField = fields.TagField<KeyValues>;
