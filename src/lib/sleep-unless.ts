/**
 * Waits `ms`, or until it is woken.
 *
 * @param onWake is given the function that ends the wait, and returns how to stop listening
 */
export function sleepUnless(ms: number, onWake: (wake: () => void) => () => void): Promise<void> {
  return new Promise((resolve) => {
    let stopListening = () => {};
    const end = () => {
      clearTimeout(timer);
      stopListening();
      resolve();
    };
    const timer = setTimeout(end, ms);
    stopListening = onWake(end);
  });
}
