"use client";
import type { ComponentProps, ReactNode } from "react";
import { Controller, useFormContext } from "react-hook-form";
import { fieldError } from "@/ui/patterns/field-error";
import { SwitchField } from "@/ui/patterns/switch-field";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import type { TargetInput, TargetValues } from "./target-values";

type NameOf<Value> = {
  [Name in keyof TargetValues]: TargetValues[Name] extends Value ? Name : never;
}[keyof TargetValues];

interface BoundProps<Value> {
  readonly name: NameOf<Value>;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly className?: string;
}

/** The form around the fields of a target. */
export function useTargetFields() {
  const { register, control, setValue, getValues, formState } = useFormContext<
    TargetValues,
    unknown,
    TargetInput
  >();
  const errorOf = (name: keyof TargetValues) => fieldError(formState.errors, name);
  return { register, control, setValue, getValues, errorOf };
}

type TextFieldProps = BoundProps<string> &
  Pick<ComponentProps<"input">, "placeholder" | "type" | "autoComplete" | "autoFocus"> & {
    readonly isRequired?: boolean;
    readonly isCode?: boolean;
  };

export function TextField({ name, label, hint, isRequired, isCode, className, ...input }: TextFieldProps) {
  const { register, errorOf } = useTargetFields();
  return (
    <Field label={label} hint={hint} error={errorOf(name)} isRequired={isRequired} className={className}>
      {(control) => (
        <Input
          autoComplete="off"
          spellCheck={false}
          {...input}
          {...control}
          {...register(name)}
          className={isCode ? "font-mono" : undefined}
        />
      )}
    </Field>
  );
}

export function ToggleField({ name, label, hint, className }: BoundProps<boolean>) {
  const { control } = useTargetFields();
  return (
    <Controller
      control={control}
      name={name}
      render={({ field }) => (
        <SwitchField
          label={label}
          hint={hint}
          isOn={field.value}
          onChange={field.onChange}
          className={className}
        />
      )}
    />
  );
}
