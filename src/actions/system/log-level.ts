import { z } from "zod";

/** Levels an admin may choose, from the fewest lines to the most. */
export const LogLevel = z.enum(["fatal", "error", "warn", "info", "debug", "trace"]);

/** "silent" can be configured too, and is shown as it is. */
export const ShownLogLevel = z.enum([...LogLevel.options, "silent"]);
