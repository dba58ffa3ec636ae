import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useRef } from "react";
import { cn } from "./cn";

interface DialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly children: ReactNode;
  /** In the middle for a question or a short form, at the side for what is read beside the page. */
  readonly placement?: "center" | "side";
  readonly className?: string;
  /** When given, a click outside does not close: something would be lost. */
  readonly isSticky?: boolean;
}

const PLACEMENTS = {
  center:
    "top-[8vh] left-1/2 max-h-[84vh] w-[min(32rem,calc(100vw-2rem))] -translate-x-1/2 rounded-lg animate-appear",
  side: "inset-y-0 right-0 h-dvh w-[min(36rem,100vw)] border-l animate-slide-in",
} as const;

export function Dialog({ isOpen, onOpenChange, placement = "center", isSticky, ...content }: DialogProps) {
  const { title, description, children, className } = content;
  const t = useTranslations("common");
  const box = useRef<HTMLDivElement>(null);
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[oklch(0.15_0.01_60/0.4)] animate-appear" />
        <Radix.Content
          ref={box}
          tabIndex={-1}
          // What is read gets the focus, not the button that closes it; a form's first field takes it by itself.
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            box.current?.focus();
          }}
          aria-describedby={description ? undefined : ""}
          onInteractOutside={(event) => isSticky && event.preventDefault()}
          className={cn(
            "fixed z-50 flex flex-col bg-raised shadow-float outline-none",
            PLACEMENTS[placement],
            className,
          )}
        >
          <header className="flex items-start gap-3 border-b px-5 py-3.5">
            <div className="min-w-0 flex-1">
              <Radix.Title className="truncate text-lg font-semibold">{title}</Radix.Title>
              {description && (
                <Radix.Description className="text-sm text-ink-soft">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close
              aria-label={t("close")}
              className="-mr-1.5 grid size-7 place-items-center rounded-md text-ink-faint hover:bg-hover hover:text-ink"
            >
              <X className="size-4" aria-hidden />
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
