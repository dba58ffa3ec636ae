"use client";
import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { Button } from "@/ui/primitives/button";
import { Input } from "@/ui/primitives/input";

export type Pair = readonly [left: string, right: string];

interface PairListProps {
  readonly value: readonly Pair[];
  readonly onChange: (value: Pair[]) => void;
  /** What the two columns hold, for screen readers and as placeholders. */
  readonly left: { readonly label: string; readonly placeholder?: string };
  readonly right: { readonly label: string; readonly placeholder?: string };
  /** Stands between the two. */
  readonly joint: ReactNode;
  /** The verb of the button that adds a row. */
  readonly addText: string;
  /** When given, the order means something: rows can be moved. */
  readonly isOrdered?: boolean;
  readonly id?: string;
  readonly "aria-invalid"?: boolean;
  readonly "aria-describedby"?: string | undefined;
}

/** Rows of two texts that belong together: a header and its value, a name and what it becomes. */
export function PairList({ value, onChange, isOrdered, addText, ...columns }: PairListProps) {
  const t = useTranslations("common.pairs");
  const list = useRef<HTMLDivElement>(null);

  const replace = (index: number, pair: Pair) => onChange(value.with(index, pair));
  const remove = (index: number) => onChange(value.filter((_, at) => at !== index));
  const move = (index: number, by: 1 | -1) => {
    const pair = value[index];
    if (pair) onChange(value.toSpliced(index, 1).toSpliced(index + by, 0, pair));
  };
  const add = () => {
    onChange([...value, ["", ""]]);
    // The new row exists after the next paint.
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLInputElement>("[data-row]:last-of-type input")?.focus(),
    );
  };
  return (
    <div ref={list} className="flex flex-col items-start gap-1.5">
      {value.map((pair, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; it keeps no state besides its value
        <div key={index} data-row className="flex w-full items-center gap-1">
          <PairInputs
            {...columns}
            pair={pair}
            row={index + 1}
            hasHalfBlank={value.some(isHalf)}
            onChange={(changed) => replace(index, changed)}
            onEnter={add}
          />
          {isOrdered && (
            <>
              <RowButton
                label={t("up", { row: index + 1 })}
                isDisabled={index === 0}
                onClick={() => move(index, -1)}
              >
                <ArrowUp aria-hidden />
              </RowButton>
              <RowButton
                label={t("down", { row: index + 1 })}
                isDisabled={index === value.length - 1}
                onClick={() => move(index, 1)}
              >
                <ArrowDown aria-hidden />
              </RowButton>
            </>
          )}
          <RowButton label={t("remove", { row: index + 1 })} onClick={() => remove(index)}>
            <X aria-hidden />
          </RowButton>
        </div>
      ))}
      {/* While empty, the field's label leads here, yet it must not take the button's name. */}
      <Button id={value.length === 0 ? columns.id : undefined} aria-label={addText} size="sm" onClick={add}>
        <Plus aria-hidden />
        {addText}
      </Button>
    </div>
  );
}

interface PairInputsProps
  extends Pick<PairListProps, "left" | "right" | "joint" | "id" | "aria-invalid" | "aria-describedby"> {
  readonly pair: Pair;
  /** From 1. */
  readonly row: number;
  /** Some row of the list misses a side: then that is what is wrong with the list. */
  readonly hasHalfBlank: boolean;
  readonly onChange: (pair: Pair) => void;
  readonly onEnter: () => void;
}

function PairInputs({ pair, row, left, right, joint, onChange, onEnter, id, ...state }: PairInputsProps) {
  const [first, second] = pair;
  const { hasHalfBlank, "aria-invalid": isInvalid } = state;
  const isHalfBlank = isHalf(pair);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    // Enter goes on to the next row; it must not send the form.
    event.preventDefault();
    onEnter();
  };
  const text = {
    autoComplete: "off",
    autoCapitalize: "none",
    spellCheck: false,
    onKeyDown,
    "aria-describedby": state["aria-describedby"],
  } as const;
  const isBad = (cell: string) => isInvalid === true && (isHalfBlank ? cell === "" : !hasHalfBlank);
  return (
    <>
      <Input
        {...text}
        id={row === 1 ? id : undefined}
        value={first}
        onChange={(event) => onChange([event.target.value, second])}
        aria-label={`${left.label} ${row}`}
        aria-invalid={isBad(first)}
        placeholder={left.placeholder}
      />
      <span aria-hidden className="shrink-0 text-ink-faint">
        {joint}
      </span>
      <Input
        {...text}
        value={second}
        onChange={(event) => onChange([first, event.target.value])}
        aria-label={`${right.label} ${row}`}
        aria-invalid={isBad(second)}
        placeholder={right.placeholder}
      />
    </>
  );
}

function isHalf([left, right]: Pair): boolean {
  return (left === "") !== (right === "");
}

interface RowButtonProps {
  readonly label: string;
  readonly isDisabled?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function RowButton({ label, isDisabled, onClick, children }: RowButtonProps) {
  return (
    <Button
      variant="ghost"
      aria-label={label}
      disabled={isDisabled}
      onClick={onClick}
      className="size-7 px-0 [&_svg]:size-3.5"
    >
      {children}
    </Button>
  );
}
