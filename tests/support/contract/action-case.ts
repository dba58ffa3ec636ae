import type { CallerName, World } from "./world";

/** How to call an action. */
export interface ActionCase {
  /** Input of a call that succeeds. Made just before it, with things of its own where the call ends them. */
  readonly valid: (world: World) => unknown;
  /** Who makes that call; the holder of ADMIN_TOKEN unless told otherwise. */
  readonly as?: CallerName;
  /**
   * For actions that users may call: what `otherUser` would send to reach what is `user`'s, and is refused; or "own" where
   * there is nothing to name and the answer holds what is the caller's.
   */
  readonly foreign?: ((world: World) => unknown) | "own";
  /** What `otherUser` gets instead of a refusal, where nothing of `user`'s is found rather than refused. */
  readonly foreignFindsNothing?: unknown;
}
