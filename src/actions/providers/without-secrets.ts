import type { UpdateProvider } from "@/domain/provider/schema";

const HIDDEN = "(changed)";

/** The fields of a change as the audit log may keep them: that a secret changed, not to what. */
export function withoutSecrets(input: UpdateProvider): Readonly<Record<string, unknown>> {
  const { key, proxy_url: proxyUrl, custom_headers: customHeaders, ...rest } = input;
  return {
    ...rest,
    ...(key !== undefined && { key: HIDDEN }),
    ...(proxyUrl !== undefined && { proxy_url: proxyUrl === null ? null : HIDDEN }),
    ...(customHeaders !== undefined && { custom_headers: Object.keys(customHeaders) }),
  };
}
