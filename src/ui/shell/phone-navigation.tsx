"use client";
import { useTranslations } from "next-intl";
import { Dialog } from "radix-ui";
import { Logo } from "./logo";
import { NavigationLinks } from "./sidebar";

interface PhoneNavigationProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly role: "admin" | "user";
}

/** The sidebar of narrow screens: a sheet over the page. */
export function PhoneNavigation({ isOpen, onOpenChange, role }: PhoneNavigationProps) {
  const t = useTranslations("shell");
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-[oklch(0.15_0.01_60/0.4)] animate-appear md:hidden" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 left-0 z-50 w-64 border-r bg-canvas shadow-float outline-none animate-slide-in-left md:hidden"
        >
          <Dialog.Title className="sr-only">{t("pages")}</Dialog.Title>
          <div className="flex h-12 items-center px-3.5">
            <Logo />
          </div>
          <NavigationLinks role={role} onNavigate={() => onOpenChange(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
