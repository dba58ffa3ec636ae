import { useTranslations } from "next-intl";
import { isGatewayErrorCode } from "@/domain/gateway-error";

interface GatewayErrorText {
  readonly title: string;
  /** What it means to an admin, and what to do next. */
  readonly text: string;
}

/** What the code means that a request ended with; null without one, or where it is none of this version's. */
export function useGatewayErrorText(code: string | null): GatewayErrorText | null {
  const t = useTranslations("gatewayErrors");
  if (code === null || !isGatewayErrorCode(code)) return null;
  return { title: t(`${code}.title`), text: t(`${code}.text`) };
}
