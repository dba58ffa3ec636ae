"use client";
import * as fields from "@/ui/patterns/bound-fields";
import type { UserValues } from "./user-values";

export const TextField = fields.TextField<UserValues>;
export const ChoiceField = fields.ChoiceField<UserValues>;
export const TagField = fields.TagField<UserValues>;
