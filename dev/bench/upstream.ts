import { startFakeUpstream } from "../fake-upstream/server";

/** The scriptable upstream in a process of its own, remembering nothing. */
const upstream = await startFakeUpstream({ record: "none" });
console.log(`ready at ${upstream.url}`);
