/** The counters answer, but have forgotten what they held: nobody has primed them since they began. */
export class CountersLostError extends Error {
  override readonly name = "CountersLostError";

  constructor() {
    super("the server has lost its data");
  }
}
