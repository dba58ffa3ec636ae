"use client";
import { type RefObject, useEffect, useRef } from "react";

/**
 * After a submit that was refused: opens the folded sections with something wrong in them and puts the focus on the
 * first such field. Give the form the ref, and `useForm` `shouldFocusError: false`.
 */
export function useFocusFirstInvalid(submitCount: number): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (submitCount === 0 || !form.current) return;
    const invalid = [...form.current.querySelectorAll<HTMLElement>("[aria-invalid=true]")];
    for (const field of invalid) {
      const section = field.closest("details");
      if (section) section.open = true;
    }
    invalid[0]?.focus();
  }, [submitCount]);
  return form;
}
