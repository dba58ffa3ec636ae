"use client";
import type { BaseSyntheticEvent, ReactNode, RefObject } from "react";
import { type FieldValues, FormProvider, type UseFormReturn } from "react-hook-form";
import { Dialog } from "@/ui/primitives/dialog";
import { SaveBar } from "./save-bar";
import { useDiscardGuard } from "./use-discard-guard";

interface FormDialogProps<Values extends FieldValues, Output> {
  readonly form: UseFormReturn<Values, unknown, Output>;
  readonly formRef: RefObject<HTMLFormElement | null>;
  /** `form.handleSubmit` of what saves. */
  readonly save: (event: BaseSyntheticEvent) => Promise<void>;
  readonly isSaving: boolean;
  readonly title: string;
  readonly description?: string | undefined;
  /** The verb on the button that saves. */
  readonly verb: string;
  readonly onClose: () => Promise<unknown>;
  readonly className?: string;
  /** FormSections with bound fields. */
  readonly children: ReactNode;
}

/** A form in a dialog beside the page. What was typed is never lost unasked. */
export function FormDialog<Values extends FieldValues, Output>({
  form,
  formRef,
  save,
  isSaving,
  verb,
  onClose,
  children,
  ...dialog
}: FormDialogProps<Values, Output>) {
  const { isDirty } = form.formState;
  const { requestClose, question } = useDiscardGuard(isDirty, () => void onClose());
  return (
    <Dialog {...dialog} isOpen onOpenChange={requestClose} placement="side" isSticky={isDirty}>
      <FormProvider {...form}>
        <form
          ref={formRef}
          onSubmit={(event) => void save(event)}
          noValidate
          className="flex min-h-full flex-col"
        >
          {children}
          <SaveBar isDirty={isDirty} isSaving={isSaving} verb={verb} onCancel={requestClose} />
        </form>
      </FormProvider>
      {question}
    </Dialog>
  );
}
