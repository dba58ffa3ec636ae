"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Link } from "@/i18n/navigation";
import { ClientSnippets } from "@/ui/patterns/client-snippets";
import { useGatewayErrorText } from "@/ui/patterns/use-gateway-error-text";
import { Button } from "@/ui/primitives/button";
import { type LiveRequest, useLiveRequests } from "@/ui/shell/live-provider";

interface ClientStepProps {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly onFinish: () => void;
}

/** Snippets to paste, and the first request as it arrives. */
export function ClientStep({ baseUrl, apiKey, onFinish }: ClientStepProps) {
  const t = useTranslations("dashboard");
  const [arrived, setArrived] = useState<LiveRequest>();
  useLiveRequests((request) => {
    // A good one stays, whatever comes after it.
    setArrived((before) => (before?.statusCode === 200 ? before : request));
  });
  const isGood = arrived?.statusCode === 200;
  const problem = useGatewayErrorText(arrived?.errorCode ?? null);
  return (
    <>
      <ClientSnippets baseUrl={baseUrl} apiKey={apiKey} />
      <div role="status" className="mt-4 flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2 text-sm">
        <span
          aria-hidden
          className={`size-2 rounded-full ${isGood ? "bg-good" : arrived ? "bg-bad" : "bg-accent animate-breathe"}`}
        />
        <span className={isGood ? "font-medium" : "text-ink-soft"}>
          {t(isGood ? "arrived" : arrived ? "arrivedFailed" : "waiting")}
        </span>
        {problem && (
          <p className="order-last w-full text-ink-soft">
            <strong className="block font-medium text-bad">{problem.title}</strong>
            {problem.text}
          </p>
        )}
        {arrived && (
          <Button asChild size="sm">
            <Link href={`/dashboard/logs?request=${arrived.id}`}>{t("seeRequest")}</Link>
          </Button>
        )}
        {isGood && (
          <Button variant="primary" size="sm" onClick={onFinish}>
            {t("finish")}
          </Button>
        )}
      </div>
    </>
  );
}
