import { setFlagsFromString } from "node:v8";

/** How far the heap may grow beyond what lives in it before all of it is looked through, in percent. */
const GROWTH_PERCENT = 200;

/**
 * Lets garbage gather for longer. V8 counts the bytes of bodies that pass through as growth of its heap, and on its own
 * looks through everything that lives, which here is mostly code and schemas, for every twenty megabytes of them: half of
 * the time a large request takes. What it costs is memory: at most so much of what lives.
 *
 * To be called once, before there is traffic. Unlike the limits that V8 takes only from its command line, this one is
 * read anew at each collection.
 */
export function letHeapGrow(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
}
