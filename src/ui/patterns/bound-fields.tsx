"use client";
import type { ComponentProps, ReactNode } from "react";
import { Controller, type FieldPathByValue, type FieldValues } from "react-hook-form";
import { Field } from "@/ui/primitives/field";
import { Input, Textarea } from "@/ui/primitives/input";
import { Select } from "@/ui/primitives/select";
import { type Pair, PairList } from "./pair-list";
import { SwitchField } from "./switch-field";
import { TagInput } from "./tag-input";
import { UnitInput } from "./unit-input";
import { useBoundForm } from "./use-bound-form";

/**
 * Fields bound by name to the form around them: what they hold, and what is wrong with it. A form names its own once,
 * `export const TextField = fields.TextField<ProviderValues>`, so that only names of its values are taken.
 */
interface BoundProps<Values extends FieldValues, Value> {
  readonly name: FieldPathByValue<Values, Value> & string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly className?: string;
}

type TextFieldProps<Values extends FieldValues> = BoundProps<Values, string> &
  Pick<ComponentProps<"input">, "placeholder" | "type" | "autoComplete" | "autoFocus" | "spellCheck"> & {
    readonly isRequired?: boolean;
    readonly isCode?: boolean;
  };

export function TextField<Values extends FieldValues>(props: TextFieldProps<Values>) {
  const { name, label, hint, isRequired, isCode, className, ...input } = props;
  const { register, errorOf } = useBoundForm();
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

type LongTextFieldProps<Values extends FieldValues> = BoundProps<Values, string> &
  Pick<ComponentProps<"textarea">, "rows"> & { readonly isCode?: boolean };

export function LongTextField<Values extends FieldValues>(props: LongTextFieldProps<Values>) {
  const { name, label, hint, isCode, className, ...input } = props;
  const { register, errorOf } = useBoundForm();
  return (
    <Field label={label} hint={hint} error={errorOf(name)} className={className}>
      {(control) => (
        <Textarea
          spellCheck={false}
          {...input}
          {...control}
          {...register(name)}
          className={isCode ? "font-mono text-xs" : undefined}
        />
      )}
    </Field>
  );
}

type NumberFieldProps<Values extends FieldValues> = BoundProps<Values, string> &
  Pick<ComponentProps<typeof UnitInput>, "sign" | "unit" | "placeholder">;

export function NumberField<Values extends FieldValues>(props: NumberFieldProps<Values>) {
  const { name, label, hint, className, ...input } = props;
  const { register, errorOf } = useBoundForm();
  return (
    <Field label={label} hint={hint} error={errorOf(name)} className={className}>
      {(control) => <UnitInput {...input} {...control} {...register(name)} />}
    </Field>
  );
}

interface ChoiceFieldProps<Values extends FieldValues> extends BoundProps<Values, string> {
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

export function ChoiceField<Values extends FieldValues>(props: ChoiceFieldProps<Values>) {
  const { name, label, hint, className, options } = props;
  const { register, errorOf } = useBoundForm();
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

export function ToggleField<Values extends FieldValues>(props: BoundProps<Values, boolean>) {
  const { name, label, hint, className } = props;
  const { control } = useBoundForm();
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

type TagFieldProps<Values extends FieldValues> = BoundProps<Values, readonly string[]> &
  Pick<ComponentProps<typeof TagInput>, "placeholder" | "suggestions">;

export function TagField<Values extends FieldValues>(props: TagFieldProps<Values>) {
  const { name, label, hint, className, ...input } = props;
  const { control, errorOf } = useBoundForm();
  return (
    <Field label={label} hint={hint} error={errorOf(name)} className={className}>
      {(described) => (
        <Controller
          control={control}
          name={name}
          render={({ field: { value, onChange, onBlur, ref } }) => (
            <TagInput {...input} {...described} {...{ ref, value, onChange, onBlur }} />
          )}
        />
      )}
    </Field>
  );
}

type PairFieldProps<Values extends FieldValues> = BoundProps<Values, readonly Pair[]> &
  Pick<ComponentProps<typeof PairList>, "left" | "right" | "joint" | "addText" | "isOrdered">;

export function PairField<Values extends FieldValues>(props: PairFieldProps<Values>) {
  const { name, label, hint, className, ...list } = props;
  const { control, errorOf } = useBoundForm();
  return (
    <Field label={label} hint={hint} error={errorOf(name)} className={className}>
      {(described) => (
        <Controller
          control={control}
          name={name}
          render={({ field: { value, onChange } }) => (
            <PairList {...list} {...described} value={value} onChange={onChange} />
          )}
        />
      )}
    </Field>
  );
}
