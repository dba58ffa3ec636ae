/** The work did not end in the time it was given. */
export class TimeoutError extends Error {
  override readonly name = "TimeoutError";
}

/**
 * Settles as `work` does, or rejects after `timeoutMs`. The work itself goes on; its late result is ignored.
 *
 * @throws {TimeoutError}
 */
export function withTimeout<Result>(work: Promise<Result>, timeoutMs: number): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TimeoutError(`no answer within ${timeoutMs} ms`)), timeoutMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
