/** The part of an address people know a provider by. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
