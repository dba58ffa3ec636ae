import { describe, expect, it } from "vitest";
import { expectOpenAiChat } from "../../../tests/support/strict-requests";
import { textPart } from "../ir/part";
import { assistant, type Case, call, lost, media, named, result, user } from "./encode-request.fixtures";

const IMAGE = media("image/png", { kind: "base64", data: "iVBORw0KGgo=" });
const IMAGE_PART = { type: "image_url", image_url: { url: "data:image/png;base64,iVBORw0KGgo=" } };

const CASES: readonly Case[] = [
  [
    "joins a system prompt of several blocks",
    {
      instructions: [
        {
          role: "system",
          parts: [textPart("One."), { ...textPart("Two."), cache: { ttl: null } }],
          own: null,
        },
        { role: "system", parts: [textPart("Three.")], own: null },
      ],
    },
    {
      messages: [
        { role: "system", content: "One.\n\nTwo.\n\nThree." },
        { role: "user", content: "Hello" },
      ],
      lost: lost("cache-marker"),
    },
  ],
  [
    "says system where developer is not known",
    { instructions: [{ role: "developer", parts: [textPart("D")], own: null }] },
    {
      messages: [
        { role: "system", content: "D" },
        { role: "user", content: "Hello" },
      ],
      lost: lost("instruction-role", "approximated"),
    },
    "qwen3",
  ],
  [
    "answers calls at once, in the order of the results, and says the rest behind",
    {
      turns: [
        user(textPart("Go")),
        assistant(textPart("I go."), call("a"), call("b")),
        user(textPart("By the way"), result("b", textPart("B")), result("a", IMAGE, textPart("A"))),
      ],
    },
    {
      messages: [
        { role: "user", content: "Go" },
        {
          role: "assistant",
          content: "I go.",
          tool_calls: [
            { id: "a", type: "function", function: { name: "f", arguments: "{}" } },
            { id: "b", type: "function", function: { name: "f", arguments: "{}" } },
          ],
        },
        { role: "tool", tool_call_id: "b", content: "B" },
        { role: "tool", tool_call_id: "a", content: "A" },
        { role: "user", content: [expect.objectContaining({ type: "text" }), IMAGE_PART] },
        { role: "user", content: "By the way" },
      ],
      lost: lost("tool-result-media", "approximated"),
    },
  ],
  [
    "takes calls of one message together, and repeated results once",
    {
      turns: [
        user(textPart("Go")),
        assistant(call("a")),
        assistant(call("b")),
        user(result("a", textPart("1"))),
        user(result("b", textPart("2")), result("b", textPart("2"))),
      ],
    },
    {
      messages: [
        { role: "user", content: "Go" },
        {
          role: "assistant",
          content: null,
          tool_calls: [expect.objectContaining({ id: "a" }), expect.objectContaining({ id: "b" })],
        },
        { role: "tool", tool_call_id: "a", content: "1" },
        { role: "tool", tool_call_id: "b", content: "2" },
      ],
    },
  ],
  [
    "marks a failed tool",
    {
      turns: [
        user(textPart("Go")),
        assistant(call("a")),
        user({ ...result("a", textPart("no such file")), isError: true }),
      ],
    },
    {
      messages: expect.arrayContaining([
        { role: "tool", tool_call_id: "a", content: "[tool error]\n\nno such file" },
      ]),
      lost: lost("tool-error-flag", "approximated"),
    },
  ],
  [
    "answers a call nobody answered",
    { turns: [user(textPart("Go")), assistant(call("a")), user(textPart("Stop"))] },
    {
      messages: expect.arrayContaining([
        { role: "tool", tool_call_id: "a", content: expect.stringContaining("no result") },
      ]),
      lost: lost("conversation-state", "approximated"),
    },
  ],
  [
    "tells a result without its call",
    { turns: [user(result("gone", textPart("7")), textPart("And now?"))] },
    {
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "Result of the tool f:" },
            { type: "text", text: "7" },
            { type: "text", text: "And now?" },
          ],
        },
      ],
      lost: lost("conversation-state", "approximated"),
    },
  ],
  [
    "sends PDFs as files",
    { turns: [user(media("application/pdf", { kind: "base64", data: "JVBERg==" }))] },
    {
      messages: [
        {
          role: "user",
          content: [
            {
              type: "file",
              file: { filename: "document.pdf", file_data: "data:application/pdf;base64,JVBERg==" },
            },
          ],
        },
      ],
    },
  ],
  [
    "says what it could not attach",
    { turns: [user(media(null, { kind: "file-id", id: "file_1", protocol: "anthropic" }, "plan.docx"))] },
    {
      messages: [{ role: "user", content: [{ type: "text", text: expect.stringContaining("plan.docx") }] }],
      lost: lost("file-id"),
    },
  ],
  [
    "tells the address of a document",
    { turns: [user(media("application/pdf", { kind: "url", url: "https://a.example/b.pdf" }))] },
    {
      messages: [
        {
          role: "user",
          content: [{ type: "text", text: expect.stringContaining("https://a.example/b.pdf") }],
        },
      ],
      lost: lost("media", "approximated"),
    },
  ],
];

describe("a request of another protocol", () => {
  it.each(named(CASES))("$name", expectOpenAiChat);
});
