import { cva, type VariantProps } from "class-variance-authority";
import { Loader2 } from "lucide-react";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

const styles = cva(
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-accent text-accent-ink hover:bg-accent-hover",
        secondary: "border border-line-strong bg-surface text-ink hover:bg-hover",
        ghost: "text-ink-soft hover:bg-hover hover:text-ink",
        danger: "border border-line-strong bg-surface text-bad hover:bg-bad-wash",
      },
      size: {
        sm: "h-7 px-2.5 text-xs",
        md: "h-8 px-3 text-sm",
        lg: "h-9 px-4 text-base",
        icon: "size-8 text-sm",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof styles> {
  /** Renders the child (a link) with the looks of a button. */
  readonly asChild?: boolean;
  /** Shows that work is under way and takes no second click. */
  readonly isBusy?: boolean;
}

export function Button({ variant, size, asChild, isBusy, className, children, ...props }: ButtonProps) {
  const classes = cn(styles({ variant, size }), className);
  if (asChild) {
    return (
      <Slot.Root className={classes} {...props}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      type="button"
      {...props}
      className={classes}
      disabled={props.disabled || isBusy}
      aria-busy={isBusy}
    >
      {isBusy && <Loader2 className="animate-spin" aria-hidden />}
      {children}
    </button>
  );
}
