/** One line of the report: something the dashboard asks, and how long the answer may take. */
export interface Line {
  readonly name: string;
  /** What 95 of 100 calls must stay under, ms. */
  readonly aimMs: number;
  /** `module/name`. */
  readonly action: string;
  /** The body of the call; the round's number makes each a little different. */
  readonly input: (round: number) => object;
}
