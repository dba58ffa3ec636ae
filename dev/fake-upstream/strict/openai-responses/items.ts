import { z } from "zod";
import { inputContent, outputContent } from "./content";

/** Items of `input`, from the types of the `openai` package. */

const status = z.enum(["in_progress", "completed", "incomplete"]).nullish();
const toolName = z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/);
const callId = z.string().min(1).max(64);
const idOf = (prefix: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_`))
    .max(64)
    .nullish();

const message = z.union([
  z.strictObject({
    type: z.literal("message").optional(),
    id: idOf("msg"),
    role: z.enum(["user", "system", "developer"]),
    content: z.union([z.string(), z.array(inputContent)]),
    status,
  }),
  z.strictObject({
    type: z.literal("message").optional(),
    id: idOf("msg"),
    role: z.literal("assistant"),
    content: z.union([z.string(), z.array(outputContent)]),
    phase: z.enum(["commentary", "final_answer"]).nullish(),
    status,
  }),
]);

const functionCall = z.strictObject({
  type: z.literal("function_call"),
  id: idOf("fc"),
  call_id: callId,
  name: toolName,
  namespace: toolName.nullish(),
  arguments: z.string(),
  status,
});

const customToolCall = z.strictObject({
  type: z.literal("custom_tool_call"),
  id: idOf("ctc"),
  call_id: callId,
  name: toolName,
  namespace: toolName.nullish(),
  input: z.string(),
  // Not in the types; Codex sends it.
  status,
});

const output = z.union([z.string(), z.array(inputContent)]);

const functionCallOutput = z.strictObject({
  type: z.literal("function_call_output"),
  id: z.string().nullish(),
  call_id: callId,
  name: z.string().nullish(),
  namespace: z.string().nullish(),
  output,
  status,
});

const customToolCallOutput = z.strictObject({
  type: z.literal("custom_tool_call_output"),
  id: z.string().nullish(),
  call_id: callId,
  output,
});

/** The API tells its own encrypted content from any other's, and refuses the latter. */
const encrypted = z.string().refine((text) => !text.startsWith("cch1."), "encrypted_content is not OpenAI's");

const reasoning = z.strictObject({
  type: z.literal("reasoning"),
  // The types want it; Codex leaves it out where nothing is stored.
  id: idOf("rs"),
  summary: z.array(z.strictObject({ type: z.literal("summary_text"), text: z.string() })),
  content: z.array(z.strictObject({ type: z.literal("reasoning_text"), text: z.string() })).nullish(),
  encrypted_content: encrypted.nullish(),
  status,
});

const itemReference = z.strictObject({ type: z.literal("item_reference").nullish(), id: z.string().min(1) });

/** Items of tools the vendor runs: the hub never makes one, it hands them back. */
const HOSTED = [
  ...["file_search_call", "computer_call", "computer_call_output", "web_search_call", "tool_search_call"],
  ...[
    "tool_search_output",
    "additional_tools",
    "configuration_update",
    "compaction",
    "image_generation_call",
  ],
  ...[
    "code_interpreter_call",
    "local_shell_call",
    "local_shell_call_output",
    "shell_call",
    "shell_call_output",
  ],
  ...["apply_patch_call", "apply_patch_call_output", "mcp_list_tools", "mcp_approval_request"],
  ...["mcp_approval_response", "mcp_call", "compaction_trigger", "program", "program_output"],
];
const hosted = z.looseObject({ type: z.enum(HOSTED) });

export const inputItem = z.union([
  message,
  functionCall,
  functionCallOutput,
  customToolCall,
  customToolCallOutput,
  reasoning,
  hosted,
  itemReference,
]);
export type InputItem = z.infer<typeof inputItem>;
