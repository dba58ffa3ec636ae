/** Why an upstream is given up when nobody waits for its answer any more. */
export const CLIENT_LEFT = new Error("the client left");
