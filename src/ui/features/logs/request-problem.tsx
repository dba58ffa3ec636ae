import { useTranslations } from "next-intl";
import { useGatewayErrorText } from "@/ui/patterns/use-gateway-error-text";
import { cn } from "@/ui/primitives/cn";
import type { Log } from "./log";

/** What went wrong: what that means, its code, and what the client was told; nothing when nothing did. */
export function RequestProblem({
  log: { errorCode, errorMessage, blockedBy, outcome },
}: {
  readonly log: Log;
}) {
  const t = useTranslations("logs");
  const problem = useGatewayErrorText(errorCode);
  if (errorCode === null && errorMessage === null) {
    if (outcome === "completed") return null;
    return (
      <p className="rounded-md bg-sunken px-3 py-2 text-sm text-ink-soft">{t(`outcomeHint.${outcome}`)}</p>
    );
  }
  const codes = new Set([errorCode, blockedBy].filter(Boolean));
  return (
    <div className="flex flex-col gap-1 rounded-md bg-bad-wash px-3 py-2 text-sm">
      {problem && (
        <>
          <h3 className="font-semibold text-bad">{problem.title}</h3>
          <p>{problem.text}</p>
        </>
      )}
      <p className={cn("font-mono text-xs break-words", problem ? "text-ink-soft" : "text-bad")}>
        {[...codes].join(" · ")}
      </p>
      {errorMessage && (
        <div className="mt-1 border-t border-line-strong pt-2">
          <p className="text-xs text-ink-soft">{t(wasTold(errorCode) ? "told" : "keptOnly")}</p>
          <p className="mt-0.5 break-words">{errorMessage}</p>
        </div>
      )}
    </div>
  );
}

/** Whether there was still a client to tell: it had left, or the hub itself was gone. */
function wasTold(errorCode: string | null): boolean {
  return errorCode !== "client_closed" && errorCode !== "interrupted";
}
