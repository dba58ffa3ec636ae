import type { InputItem } from "./items";

const CALLS: Readonly<Record<string, string>> = {
  function_call: "function_call_output",
  custom_tool_call: "custom_tool_call_output",
};

/** What the API says of calls without outputs and outputs without calls; empty where all is well. */
export function orderComplaints(items: readonly InputItem[], hasStoredItems: boolean): string[] {
  const calls = new Map<string, string>();
  const answered = new Set<string>();
  const complaints: string[] = [];
  for (const item of items) {
    const type = String("type" in item ? item.type : "message");
    const callId = "call_id" in item ? String(item.call_id) : "";
    const wanted = CALLS[type];
    if (wanted !== undefined) {
      if (calls.has(callId)) complaints.push(`Duplicate call_id ${callId}`);
      calls.set(callId, wanted);
    }
    if (!Object.values(CALLS).includes(type)) continue;
    if (answered.has(callId)) complaints.push(`Several outputs for call ${callId}`);
    answered.add(callId);
    if (calls.get(callId) !== type && !hasStoredItems) {
      complaints.push(`No tool call found for ${type} with call_id ${callId}.`);
    }
  }
  const open = [...calls.keys()].filter((id) => !answered.has(id));
  return [...complaints, ...open.map((id) => `No tool output found for call ${id}.`)];
}
