import { z } from "zod";

/** Newer models take explicit cache breakpoints on any part. */
const breakpoint = z.strictObject({ mode: z.literal("explicit"), ttl: z.enum(["30m", "12h"]).optional() });
const onPart = { prompt_cache_breakpoint: breakpoint.optional() };

export const textPart = z.strictObject({ type: z.literal("text"), text: z.string(), ...onPart });

const IMAGE_URL = /^(?:https?:\/\/|data:image\/(?:png|jpeg|webp|gif);base64,)/;

const imagePart = z.strictObject({
  type: z.literal("image_url"),
  image_url: z.strictObject({
    url: z.string().regex(IMAGE_URL),
    detail: z.enum(["auto", "low", "high", "original"]).optional(),
  }),
  ...onPart,
});

const audioPart = z.strictObject({
  type: z.literal("input_audio"),
  input_audio: z.strictObject({ data: z.base64(), format: z.enum(["wav", "mp3"]) }),
  ...onPart,
});

/** A file is uploaded before, or stands in the request with its name. */
const filePart = z.strictObject({
  type: z.literal("file"),
  file: z.union([
    z.strictObject({ file_id: z.string().min(1) }),
    z.strictObject({
      file_data: z.string().regex(/^data:application\/pdf;base64,/),
      filename: z.string().min(1),
    }),
  ]),
  ...onPart,
});

export const refusalPart = z.strictObject({ type: z.literal("refusal"), refusal: z.string() });

export const userPart = z.discriminatedUnion("type", [textPart, imagePart, audioPart, filePart]);

/** A text, or parts of which there is at least one. */
export function contentOf<Part extends z.ZodType>(part: Part) {
  return z.union([z.string(), z.array(part).min(1)]);
}
