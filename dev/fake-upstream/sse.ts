/**
 * One server-sent event with a JSON payload.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function sseEvent(data: unknown, name?: string): string {
  const payload = `data: ${JSON.stringify(data)}\n\n`;
  return name === undefined ? payload : `event: ${name}\n${payload}`;
}
