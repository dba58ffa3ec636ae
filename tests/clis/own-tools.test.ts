import { afterAll, beforeAll, expect, it } from "vitest";
import { PROTOCOLS } from "@/domain/protocol";
import type { DefaultScript, ScriptInput } from "../../dev/fake-upstream";
import { dialects } from "../../dev/fake-upstream/dialects/dialects-by-name";
import { CLAUDE_CODE } from "../support/clis/claude-code";
import { type CliHub, startCliHub } from "../support/clis/cli-hub";
import { CODEX } from "../support/clis/codex";
import { viewOf } from "../support/sdks/upstream-view";

/** Tools that work in a way only their vendor's protocol knows, with the programs that have them. */

let world: CliHub;
beforeAll(async () => {
  world = await startCliHub();
});
afterAll(() => world.hub.close());

const FINISHED = "That was all.";

/** A model that says these things one after the other, and then its last word. */
function saying(...turns: readonly ScriptInput[]): DefaultScript {
  let turn = 0;
  return ({ call }) => {
    const { offersTools } = dialects[call.dialect].readPrompt(call.body);
    return offersTools ? (turns[turn++] ?? { text: FINISHED }) : {};
  };
}

const calling = (name: string, input: Record<string, unknown> | string): ScriptInput => ({
  ...{ thinking: `${name} it is.`, text: "", toolCalls: [{ name, input }] },
});

it.each(PROTOCOLS)(
  "53: Claude Code loads a tool for a model of %s, which then calls it",
  async (provider) => {
    const { run, bodies } = await world.play({
      cli: CLAUDE_CODE,
      provider,
      model: saying(
        calling("ToolSearch", { query: "select:TaskCreate" }),
        calling("TaskCreate", { subject: "a subject of its own", description: "as asked" }),
      ),
      args: CLAUDE_CODE.args("Make a task."),
    });
    expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining(FINISHED) });
    const [before, loaded, called] = bodies.map((body) => viewOf(provider, body));
    expect(before?.tools).not.toContain("TaskCreate");
    expect(loaded?.tools).toContain("TaskCreate");
    if (provider !== "anthropic") expect(loaded?.results).toEqual([expect.stringContaining("TaskCreate")]);
    expect(called?.results).toEqual([loaded?.results[0], expect.stringContaining("a subject of its own")]);
  },
);

const PATCH = `*** Begin Patch
*** Add File: made.txt
+größer, 日本語
*** End Patch
`;

it.each(PROTOCOLS)("53: Codex applies a patch that a model of %s writes", async (provider) => {
  // Where there are no tools that take free text, the patch is the one argument of a function.
  const takesText = provider === "openai-responses" || provider === "openai-chat";
  const { run, bodies, files } = await world.play({
    cli: CODEX,
    provider,
    model: saying(calling("apply_patch", takesText ? PATCH : { input: PATCH })),
    args: CODEX.args("Make the file."),
  });
  expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining(FINISHED) });
  expect(files).toEqual({ "made.txt": "größer, 日本語\n" });
  expect(bodies).toHaveLength(2);
  expect(JSON.stringify(bodies[1])).toContain("made.txt");
});
