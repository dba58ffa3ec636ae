"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { z } from "zod";
import { RULES, type Rule } from "@/domain/rule-issue";

/** What a schema found wrong with a value. */
export type Issue = z.core.$ZodIssue;

/** The reader's words for what a schema found wrong. */
export function useIssueText(): (issue: Issue) => string {
  const t = useTranslations("common.invalid");
  return useCallback(
    (issue) => {
      const { key, ...facts } = textOf(issue);
      return t(key, { min: 0, max: 0, ...facts });
    },
    [t],
  );
}

interface IssueText {
  readonly key: "number" | "integer" | "min" | "max" | "tooLong" | "tooMany" | "other" | Rule;
  readonly min?: number;
  readonly max?: number;
}

function textOf(issue: Issue): IssueText {
  switch (issue.code) {
    case "invalid_type":
      if (issue.expected === "int") return { key: "integer" };
      return { key: issue.expected === "number" ? "number" : "required" };
    case "too_small":
      if (issue.origin === "string") return { key: "required" };
      return { key: "min", min: Number(issue.minimum) };
    case "too_big": {
      const max = Number(issue.maximum);
      if (issue.origin === "string") return { key: "tooLong", max };
      return { key: issue.origin === "array" ? "tooMany" : "max", max };
    }
    case "invalid_union": {
      // The last member says what a value that was given should have been; the others are null or absent.
      const [first] = issue.errors.at(-1) ?? [];
      return first ? textOf(first) : { key: "other" };
    }
    case "custom":
      return isRule(issue.params?.rule) ? { key: issue.params.rule, ...issue.params } : { key: "other" };
    default:
      return { key: "other" };
  }
}

function isRule(rule: unknown): rule is Rule {
  return RULES.some((known) => known === rule);
}
