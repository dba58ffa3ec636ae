import "server-only";

type Given<Changes> = { [Key in keyof Changes]?: Exclude<Changes[Key], undefined> };

/** The changes that were given: members left undefined stay as they are in the database. */
export function given<Changes extends object>(changes: Changes): Given<Changes> {
  return Object.fromEntries(
    Object.entries(changes).filter(([, value]) => value !== undefined),
  ) as Given<Changes>;
}
