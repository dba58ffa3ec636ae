/** The work did not end in the time it was given. */
export class TimeoutError extends Error {
  override readonly name = "TimeoutError";
}

/**
 * Settles as `work` does, or rejects after `timeoutMs`. The work itself goes on; its late result is ignored.
 *
 * A process that was busy for longer than the timeout runs its timers before it reads its sockets: an answer that has
 * long been there must not count as late. So the work gets one more look at the sockets after the time is up, and as
 * long again where the time went by while nothing could run.
 *
 * @throws {TimeoutError}
 */
export function withTimeout<Result>(work: Promise<Result>, timeoutMs: number): Promise<Result> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout;
    let mayWaitAgain = true;
    const arm = () => {
      const armedAt = performance.now();
      timer = setTimeout(() => {
        const wasBusy = performance.now() - armedAt > 1.2 * timeoutMs;
        if (wasBusy && mayWaitAgain) {
          mayWaitAgain = false;
          arm();
          return;
        }
        setImmediate(() => reject(new TimeoutError(`no answer within ${timeoutMs} ms`)));
      }, timeoutMs);
    };
    arm();
    work.then(
      (result) => {
        clearTimeout(timer);
        resolve(result);
      },
      (error) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
