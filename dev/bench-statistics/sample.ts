/** What there is in the measured database. */
export interface Sample {
  /** Epoch ms of its newest request, which is "now". */
  readonly now: number;
  readonly timeZone: string;
  readonly userIds: readonly number[];
  readonly keyIds: readonly number[];
  readonly providerIds: readonly number[];
  readonly sessionIds: readonly string[];
  readonly requestIds: readonly string[];
}

/** Another item in each round. */
export const at = <Item>(items: readonly Item[], round: number): Item => {
  const item = items[(round * 7) % items.length];
  if (item === undefined) throw new Error("the database has nothing to ask for");
  return item;
};
