/** Thrown by whoever delivers a message that is never going to be taken, however often it is sent. */
export class RefusedForGood extends Error {
  override readonly name = 'RefusedForGood';
}
