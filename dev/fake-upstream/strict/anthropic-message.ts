import { z } from "zod";
import { assistantBlock, textBlock, userBlock } from "./anthropic-blocks";

export const notBlank = z.string().refine((value) => value.trim() !== "", "text must not be blank");

/** A message of a conversation. */
export const message = z.discriminatedUnion("role", [
  z.strictObject({ role: z.literal("user"), content: z.union([notBlank, z.array(userBlock)]) }),
  z.strictObject({ role: z.literal("assistant"), content: z.union([notBlank, z.array(assistantBlock)]) }),
  z.strictObject({ role: z.literal("system"), content: z.union([notBlank, z.array(textBlock).min(1)]) }),
]);
export type AnthropicMessage = z.infer<typeof message>;
