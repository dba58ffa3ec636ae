import { Script } from "../fake-upstream/script";
import { startFakeUpstream } from "../fake-upstream/server";

/** The scriptable upstream in a process of its own, remembering nothing. `SCRIPT`: what it does by default, as JSON. */
const script = Script.parse(JSON.parse(process.env.SCRIPT ?? "{}"));
const upstream = await startFakeUpstream({ record: "none", script });
console.log(`ready at ${upstream.url}`);
