/** How an answer comes from a slow upstream: so many chunks, so far apart. */
export const CHUNKS = 20;
export const GAP_MS = 100;
