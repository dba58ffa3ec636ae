"use client";
import { type FieldPath, type FieldValues, useFormContext } from "react-hook-form";
import { fieldError } from "./field-error";

/** The form around a field, and what is wrong with each of its fields. */
export function useBoundForm<Values extends FieldValues>() {
  const { register, control, setValue, getValues, trigger, formState } = useFormContext<Values>();
  const errorOf = (name: FieldPath<Values>) => fieldError(formState.errors, name);
  return { register, control, setValue, getValues, trigger, errorOf };
}
