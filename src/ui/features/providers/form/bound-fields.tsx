"use client";
import type { ComponentProps, ReactNode } from "react";
import { Controller } from "react-hook-form";
import { SwitchField } from "@/ui/patterns/switch-field";
import { UnitInput } from "@/ui/patterns/unit-input";
import { Field } from "@/ui/primitives/field";
import { Input, Textarea } from "@/ui/primitives/input";
import { Select } from "@/ui/primitives/select";
import type { ProviderValues } from "./provider-values";
import { useProviderFields } from "./use-provider-fields";

type NameOf<Value> = {
  [Name in keyof ProviderValues]: ProviderValues[Name] extends Value ? Name : never;
}[keyof ProviderValues];

interface BoundProps<Value> {
  readonly name: NameOf<Value>;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly className?: string;
}

type TextFieldProps = BoundProps<string> &
  Pick<ComponentProps<"input">, "placeholder" | "type" | "autoComplete" | "autoFocus"> & {
    readonly isRequired?: boolean;
    readonly isCode?: boolean;
  };

export function TextField({ name, label, hint, isRequired, isCode, className, ...input }: TextFieldProps) {
  const { register, errorOf } = useProviderFields();
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

export function LongTextField({ name, label, hint, className }: BoundProps<string>) {
  const { register, errorOf } = useProviderFields();
  return (
    <Field label={label} hint={hint} error={errorOf(name)} className={className}>
      {(control) => <Textarea spellCheck={false} {...control} {...register(name)} />}
    </Field>
  );
}

type NumberFieldProps = BoundProps<string> &
  Pick<ComponentProps<typeof UnitInput>, "sign" | "unit" | "placeholder">;

export function NumberField({ name, label, hint, className, ...input }: NumberFieldProps) {
  const { register, errorOf } = useProviderFields();
  return (
    <Field label={label} hint={hint} error={errorOf(name)} className={className}>
      {(control) => <UnitInput {...input} {...control} {...register(name)} />}
    </Field>
  );
}

interface ChoiceFieldProps extends BoundProps<string> {
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

export function ChoiceField({ name, label, hint, className, options }: ChoiceFieldProps) {
  const { register, errorOf } = useProviderFields();
  return (
    <Field label={label} hint={hint} error={errorOf(name)} className={className}>
      {(control) => (
        <Select {...control} {...register(name)}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

export function ToggleField({ name, label, hint, className }: BoundProps<boolean>) {
  const { control } = useProviderFields();
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
