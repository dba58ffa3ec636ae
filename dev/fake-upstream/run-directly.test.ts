import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const ENTRY = fileURLToPath(new URL("../fake-upstream.ts", import.meta.url));

it("runs on its own and prints its URL", async () => {
  const args = ["--import", "tsx", ENTRY, "--port", "0", "--script", '{"text":"from the command line"}'];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const [url] = await once(createInterface({ input: child.stdout }), "line");
    const response = await fetch(`${url}/v1/messages`, { method: "POST", body: "{}" });
    expect(await response.json()).toMatchObject({ content: [{ text: "from the command line" }] });
  } finally {
    child.kill();
  }
}, 20_000);
