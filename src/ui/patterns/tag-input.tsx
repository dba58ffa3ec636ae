"use client";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type Ref, useId, useRef, useState } from "react";
import { cn } from "@/ui/primitives/cn";
import { inputStyles } from "@/ui/primitives/input";
import { addTags, holdsSeparator } from "./tag-list";

export interface TagInputProps {
  readonly id?: string;
  readonly value: readonly string[];
  readonly onChange: (value: string[]) => void;
  readonly onBlur?: () => void;
  /** Shown while the list is empty; without it, how a tag is added. */
  readonly placeholder?: string;
  /** Offered while typing. */
  readonly suggestions?: readonly string[];
  /** The text field. */
  readonly ref?: Ref<HTMLInputElement>;
  readonly "aria-invalid"?: boolean;
  readonly "aria-describedby"?: string | undefined;
}

/**
 * A list of names. Enter, a comma, leaving the field and pasting add; Backspace in the empty field removes the last; the
 * arrow keys walk over the tags, Delete removes the one in focus.
 */
export function TagInput({
  value,
  onChange,
  onBlur,
  placeholder,
  suggestions = [],
  ...control
}: TagInputProps) {
  const t = useTranslations("common.tags");
  const [text, setText] = useState("");
  const box = useRef<HTMLDivElement>(null);
  const listId = useId();
  const offered = suggestions.filter((name) => !value.includes(name));

  const add = (typed: string) => {
    const tags = addTags(value, typed);
    if (tags.length > value.length) onChange(tags);
    setText("");
  };
  const type = (typed: string) =>
    holdsSeparator(typed) || offered.includes(typed) ? add(typed) : setText(typed);
  const focusAt = (index: number) => {
    const stops = box.current?.querySelectorAll<HTMLElement>("button, input");
    stops?.[Math.max(0, Math.min(index, stops.length - 1))]?.focus();
  };
  const remove = (index: number) => {
    onChange(value.filter((_, at) => at !== index));
    box.current?.querySelector("input")?.focus();
  };
  const onTextKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const isAtStart = event.currentTarget.selectionStart === 0 && event.currentTarget.selectionEnd === 0;
    if (event.key === "Enter") {
      event.preventDefault();
      add(text);
    } else if (event.key === "Backspace" && text === "" && value.length > 0) {
      remove(value.length - 1);
    } else if (event.key === "ArrowLeft" && isAtStart && value.length > 0) {
      event.preventDefault();
      focusAt(value.length - 1);
    }
  };
  return (
    <div
      ref={box}
      className={cn(
        inputStyles,
        "flex max-h-40 min-h-8 flex-wrap items-center gap-1 overflow-y-auto px-1 py-[0.1875rem] focus-within:border-accent has-[input:focus-visible]:outline-1 has-[input:focus-visible]:outline-accent has-[input[aria-invalid=true]]:border-bad",
      )}
    >
      {value.map((tag, index) => (
        <Tag
          key={tag}
          name={tag}
          label={t("remove", { name: tag })}
          onRemove={() => remove(index)}
          onStep={(by) => focusAt(index + by)}
        />
      ))}
      <input
        {...control}
        value={text}
        onChange={(event) => type(event.target.value)}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData("text");
          if (!holdsSeparator(pasted)) return;
          event.preventDefault();
          add(text + pasted);
        }}
        onKeyDown={onTextKey}
        onBlur={() => {
          add(text);
          onBlur?.();
        }}
        list={offered.length > 0 ? listId : undefined}
        placeholder={value.length === 0 ? (placeholder ?? t("hint")) : undefined}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        className="h-6 min-w-24 flex-1 bg-transparent px-1.5 outline-none placeholder:text-ink-faint"
      />
      {offered.length > 0 && (
        <datalist id={listId}>
          {offered.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      )}
    </div>
  );
}

interface TagProps {
  readonly name: string;
  readonly label: string;
  readonly onRemove: () => void;
  readonly onStep: (by: 1 | -1) => void;
}

function Tag({ name, label, onRemove, onStep }: TagProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowLeft") onStep(-1);
    else if (event.key === "ArrowRight") onStep(1);
    else if (event.key === "Delete" || event.key === "Backspace") onRemove();
    else return;
    event.preventDefault();
  };
  return (
    <span className="flex h-6 max-w-full items-center rounded bg-hover pl-2 text-xs text-ink">
      <span className="truncate">{name}</span>
      <button
        type="button"
        tabIndex={-1}
        aria-label={label}
        onClick={onRemove}
        onKeyDown={onKeyDown}
        className="grid h-6 w-6 shrink-0 place-items-center rounded text-ink-faint hover:text-ink focus-visible:outline-offset-[-2px]"
      >
        <X aria-hidden className="size-3" />
      </button>
    </span>
  );
}
