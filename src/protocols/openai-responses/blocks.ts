/** Numbers the blocks of one answer. */
export interface Blocks {
  next: number;
}
