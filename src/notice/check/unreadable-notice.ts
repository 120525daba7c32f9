/** A file that holds no notice. The message says why, and never what stood in it. */
export class UnreadableNotice extends Error {
  override readonly name = 'UnreadableNotice';
}
