/** Settles as `work` does, but resolves after `timeoutMs` at the latest. The work itself goes on. */
export function withDeadline(work: Promise<void>, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, timeoutMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
