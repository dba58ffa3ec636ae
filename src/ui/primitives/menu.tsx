import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

interface MenuProps {
  readonly trigger: ReactNode;
  readonly children: ReactNode;
  readonly align?: "start" | "end";
}

export function Menu({ trigger, children, align = "end" }: MenuProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={6}
          className="z-50 max-h-[min(24rem,var(--radix-dropdown-menu-content-available-height))] min-w-44 overflow-y-auto rounded-lg border bg-raised p-1 shadow-float animate-appear"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const itemStyles =
  "flex h-8 w-full cursor-pointer items-center gap-2 rounded-md px-2 text-sm text-ink outline-none select-none data-disabled:opacity-50 data-highlighted:bg-hover [&_svg]:size-4 [&_svg]:text-ink-faint";

export function MenuItem({
  isDanger,
  className,
  ...props
}: ComponentProps<typeof Radix.Item> & { readonly isDanger?: boolean }) {
  return (
    <Radix.Item {...props} className={cn(itemStyles, isDanger && "text-bad [&_svg]:text-bad", className)} />
  );
}

/** One of several, the current one ticked. */
export function MenuChoice({
  isCurrent,
  children,
  ...props
}: ComponentProps<typeof Radix.Item> & { readonly isCurrent: boolean }) {
  return (
    <Radix.Item {...props} className={itemStyles} aria-current={isCurrent}>
      <span className="flex-1">{children}</span>
      {isCurrent && <Check aria-hidden />}
    </Radix.Item>
  );
}

export function MenuLabel({ children }: { readonly children: ReactNode }) {
  return <Radix.Label className="px-2 pt-1.5 pb-1 text-xs text-ink-faint">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className="my-1 h-px bg-line" />;
}
