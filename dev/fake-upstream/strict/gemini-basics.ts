import { z } from "zod";

/** A Struct of protobuf: an object, whatever is in it. */
export const struct = z.record(z.string(), z.unknown());

/** FunctionDeclaration.name, as the documentation of function calling bounds it. */
export const functionName = z.string().regex(/^[A-Za-z_][\w.:-]{0,63}$/);
