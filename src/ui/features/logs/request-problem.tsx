import { useTranslations } from "next-intl";
import type { Log } from "./log";

/** What went wrong, in the words the client got; nothing when nothing did. */
export function RequestProblem({
  log: { errorCode, errorMessage, blockedBy, outcome },
}: {
  readonly log: Log;
}) {
  const t = useTranslations("logs");
  if (errorCode === null && errorMessage === null) {
    if (outcome === "completed") return null;
    return (
      <p className="rounded-md bg-sunken px-3 py-2 text-sm text-ink-soft">{t(`outcomeHint.${outcome}`)}</p>
    );
  }
  return (
    <div className="rounded-md bg-bad-wash px-3 py-2 text-sm">
      <p className="font-mono text-xs text-bad">{[errorCode, blockedBy].filter(Boolean).join(" · ")}</p>
      {errorMessage && <p className="mt-0.5 break-words">{errorMessage}</p>}
    </div>
  );
}
