/** Something an operator must put right before the hub can start. One line that says what. */
export class StartError extends Error {
  override readonly name = "StartError";
}
