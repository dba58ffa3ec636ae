"use client";
import { type Control, Controller, type FieldPath, type FieldValues } from "react-hook-form";
import { TagInput } from "@/ui/patterns/tag-input";
import { Field } from "@/ui/primitives/field";

interface TagFieldProps<Values extends FieldValues, Output> {
  readonly control: Control<Values, unknown, Output>;
  readonly name: FieldPath<Values>;
  readonly label: string;
  readonly hint?: string;
  readonly placeholder?: string;
  readonly suggestions?: readonly string[];
  readonly error: string | undefined;
}

/** A list of names in a form. */
export function TagField<Values extends FieldValues, Output>({
  control,
  name,
  ...texts
}: TagFieldProps<Values, Output>) {
  const { label, hint, placeholder, suggestions = [], error } = texts;
  return (
    <Field label={label} hint={hint} error={error} className="sm:col-span-2">
      {(described) => (
        <Controller
          control={control}
          name={name}
          render={({ field: { value, onChange, onBlur, ref } }) => (
            <TagInput
              {...described}
              ref={ref}
              value={value}
              onChange={onChange}
              onBlur={onBlur}
              suggestions={suggestions}
              {...(placeholder && { placeholder })}
            />
          )}
        />
      )}
    </Field>
  );
}
