import { Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "@/ui/primitives/cn";
import { Input } from "@/ui/primitives/input";

interface SearchBoxProps {
  /** What is searched: the placeholder and the name for screen readers. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly className?: string;
}

/** Narrows a list while one types. */
export function SearchBox({ label, value, onChange, className }: SearchBoxProps) {
  const t = useTranslations("common");
  return (
    <span className={cn("relative block", className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-faint"
      />
      <Input
        type="search"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-label={label}
        placeholder={label}
        className="pr-8 pl-8 [&::-webkit-search-cancel-button]:hidden"
      />
      {value !== "" && (
        <button
          type="button"
          aria-label={t("clearFilter", { name: label })}
          onClick={() => onChange("")}
          className="absolute top-1 right-1 grid size-6 place-items-center rounded text-ink-faint hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
    </span>
  );
}
