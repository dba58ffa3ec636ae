import { z } from "zod";

/** Contents of messages and of tools' outputs, from the types of the `openai` package. */

const cached = {
  prompt_cache_breakpoint: z
    .strictObject({ mode: z.literal("explicit"), ttl: z.enum(["30m", "12h"]).optional() })
    .nullish(),
};

const url = z.string().regex(/^(?:https?:\/\/\S+|data:[\w.+-]+\/[\w.+-]+;base64,[A-Za-z0-9+/]+={0,2})$/);

const inputText = z.strictObject({ type: z.literal("input_text"), text: z.string(), ...cached });

const inputImage = z
  .strictObject({
    type: z.literal("input_image"),
    detail: z.enum(["low", "high", "auto", "original"]).nullish(),
    file_id: z.string().nullish(),
    image_url: url.nullish(),
    ...cached,
  })
  .refine((image) => oneOf(image.file_id, image.image_url), "image_url or file_id, and not both");

const inputFile = z
  .strictObject({
    type: z.literal("input_file"),
    detail: z.enum(["auto", "low", "high"]).optional(),
    file_data: z.string().min(1).nullish(),
    file_id: z.string().nullish(),
    file_url: z
      .string()
      .regex(/^https?:/)
      .nullish(),
    filename: z.string().min(1).nullish(),
    ...cached,
  })
  .refine((file) => oneOf(file.file_data, file.file_id, file.file_url), "one of file_data, file_id, file_url")
  .refine((file) => !file.file_data || !!file.filename, "file_data needs a filename");

/** What a client says, and what its tools put out. */
export const inputContent = z.union([inputText, inputImage, inputFile]);

const index = z.number().int().min(0);

const annotation = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("file_citation"), file_id: z.string(), filename: z.string(), index }),
  z.strictObject({
    type: z.literal("url_citation"),
    start_index: index,
    end_index: index,
    title: z.string(),
    url: z.string(),
  }),
  z.strictObject({
    type: z.literal("container_file_citation"),
    container_id: z.string(),
    file_id: z.string(),
    filename: z.string(),
    start_index: index,
    end_index: index,
  }),
  z.strictObject({ type: z.literal("file_path"), file_id: z.string(), index }),
]);

/** What the model said. The types want annotations; Codex and others leave them out, and the API takes it. */
export const outputContent = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("output_text"),
    text: z.string(),
    annotations: z.array(annotation).optional(),
    logprobs: z.array(z.unknown()).optional(),
  }),
  z.strictObject({ type: z.literal("refusal"), refusal: z.string() }),
]);

function oneOf(...sources: readonly unknown[]): boolean {
  return sources.filter((source) => source !== undefined && source !== null).length === 1;
}
