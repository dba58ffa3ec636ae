"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { type DefaultValues, type FieldPath, type FieldValues, useForm } from "react-hook-form";
import type { z } from "zod";
import type { FailureEnvelope } from "@/domain/envelope";
import { formSchema } from "./form-schema";
import { useFocusFirstInvalid } from "./use-focus-first-invalid";
import { type Issue, useIssueText } from "./use-issue-text";

interface SchemaForm<Values extends FieldValues, Output> {
  /** The server's schema. */
  readonly schema: z.ZodType<Output>;
  /** What the form holds as the server is sent it. */
  readonly toInput: (values: Values) => unknown;
  readonly defaultValues: Values;
  /** The reader's words for what the schema finds wrong; those of every form unless given. */
  readonly issueText?: (issue: Issue) => string;
}

/** A form that is judged by the server's schema, once a field is left and when it is sent. Show it in a FormDialog. */
export function useSchemaForm<Values extends FieldValues, Output>(options: SchemaForm<Values, Output>) {
  const commonIssueText = useIssueText();
  const { schema, toInput, defaultValues, issueText = commonIssueText } = options;
  const form = useForm<Values, unknown, Output>({
    resolver: (...validation) => zodResolver(formSchema(schema, toInput, issueText))(...validation),
    defaultValues: defaultValues as DefaultValues<Values>,
    mode: "onTouched",
    shouldFocusError: false,
  });
  const formRef = useFocusFirstInvalid(form.formState.submitCount);

  /**
   * Shows what the server refused at its field, for `useAction`; false when the form shows no such field.
   *
   * @param nameOf what the form calls the field that the server names
   */
  const showRefusal = (
    { error, errorCode, errorParams }: FailureEnvelope,
    nameOf = (field: string): string => field,
  ): boolean => {
    if (errorCode !== "INVALID_INPUT") return false;
    const name = nameOf(String(errorParams?.field));
    // A group of radio buttons has no place for an error, and a field that is not drawn none either.
    if (!(formRef.current?.elements.namedItem(name) instanceof Element)) return false;
    form.setError(name as FieldPath<Values>, {
      type: "server",
      message: String(errorParams?.reason ?? error),
    });
    return true;
  };
  return { form, formRef, showRefusal };
}
