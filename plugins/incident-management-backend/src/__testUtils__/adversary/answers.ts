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

/** @throws what is no refusal, else the first refusal */
export function throwFirst(answers: PromiseSettledResult<unknown>[]): void {
  const reasons = answers.flatMap(each =>
    each.status === 'rejected' ? [each.reason] : [],
  );
  const unknown = reasons.find(each => !isRefusal(each));
  const [thrown] = unknown ? [unknown] : reasons;
  if (thrown) throw thrown;
}
