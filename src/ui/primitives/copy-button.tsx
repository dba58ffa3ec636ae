"use client";
import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "./button";
import { copyText } from "./copy-text";

const CONFIRMED_MS = 1_500;

interface CopyButtonProps {
  readonly text: string;
  /** Shown beside the icon; without it the button is an icon only. */
  readonly label?: string;
  readonly className?: string;
}

export function CopyButton({ text, label, className }: CopyButtonProps) {
  const t = useTranslations("common");
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    setCopied(await copyText(text));
    setTimeout(() => setCopied(false), CONFIRMED_MS);
  };
  const Icon = isCopied ? Check : Copy;
  return (
    <Button
      variant={label ? "secondary" : "ghost"}
      size={label ? "md" : "icon"}
      onClick={() => void copy()}
      aria-label={label ? undefined : t("copy")}
      className={className}
    >
      <Icon aria-hidden className={isCopied ? "text-good" : undefined} />
      {label && (isCopied ? t("copied") : label)}
    </Button>
  );
}
