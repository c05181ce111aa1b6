import { isError } from '@backstage/errors';

const REFUSALS = [
  'ConflictError',
  'InputError',
  'NotAllowedError',
  'NotFoundError',
];

/** Whether it is an answer of ours. */
export function isRefusal(error: unknown): error is Error {
  return isError(error) && REFUSALS.includes(error.name);
}

/** @throws what is no refusal */
export function throwUnlessRefusal(error: unknown): void {
  if (!isRefusal(error)) throw error;
}

/** All of them, whatever becomes of one: with the first that is no refusal, or else the first refusal. */
export async function settled(
  asked: readonly Promise<unknown>[],
): Promise<void> {
  const answers = await Promise.allSettled(asked);
  const reasons = answers.flatMap(each =>
    each.status === 'rejected' ? [each.reason] : [],
  );
  const thrown = reasons.find(each => !isRefusal(each)) ?? reasons.at(0);
  if (thrown) throw thrown;
}
