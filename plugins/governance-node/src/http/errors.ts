import {
  ConflictError,
  InputError,
  isError,
  NotAllowedError,
} from '@backstage/errors';
import {
  FieldProblem,
  phraseOf,
  reasonOf,
  Refusal,
  refers,
  told,
  wrongFields,
} from '@countersign/plugin-governance-common';

/** Guards that say who may not, rather than what does not fit yet. */
const personal = new Set(['duty', 'permission', 'person', 'approvers-only']);

/**
 * The error for a refused verb. `guard` names what refused and `remedy` what would satisfy it; both reach the caller
 * in the error body, and with them the fields it is about and what its message refers to.
 */
export function refused(refusal: Refusal): Error {
  const { guard, message, remedy, fields } = refusal;
  const error = personal.has(guard)
    ? new NotAllowedError(`${message} ${remedy}`)
    : new ConflictError(`${message} ${remedy}`);
  const said = phraseOf('message', refusal) ?? message;
  const sentence = reasonOf(refusal);
  return Object.assign(error, {
    guard,
    remedy,
    ...(refers(sentence) && { messageSegments: sentence }),
    ...(fields && {
      problems: fields.map(field => ({ field, ...told('message', said) })),
    }),
  });
}

/** Says which field is meant where `read` refuses what stands in it. */
export async function reading<T>(
  field: string,
  read: () => T | Promise<T>,
): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!isInputError(error) || error.problems) throw error;
    throw Object.assign(error, {
      problems: [{ field, message: error.message }],
    });
  }
}

/** @throws InputError that says all of them */
export function demandNone(problems: readonly FieldProblem[]): void {
  if (problems.length) throw wrongFields(problems, InputError);
}

/** A record is not as its writer read it: somebody else was faster. */
export function writtenMeanwhile(number: string): ConflictError {
  return new ConflictError(
    `${number} was written by somebody else meanwhile. Read it again and repeat the request.`,
  );
}

type Checks = Record<string, () => unknown>;
type Results<C extends Checks> = {
  [name in keyof C]: Awaited<ReturnType<C[name]>>;
};

/** Makes every check, and keeps what each gives or which fields it refuses. Other errors stay errors. */
export async function checkAll<C extends Checks>(
  checks: C,
): Promise<{ results: Partial<Results<C>>; problems: FieldProblem[] }> {
  const results: Partial<Results<C>> = {};
  const problems: FieldProblem[] = [];
  for (const name of Object.keys(checks) as (keyof C)[]) {
    try {
      results[name] = (await checks[name]()) as Results<C>[typeof name];
    } catch (error) {
      if (!isInputError(error) || !error.problems) throw error;
      problems.push(...error.problems);
    }
  }
  return { results, problems };
}

/** Makes every check, and refuses once for all that is wrong. */
export async function demandAll<C extends Checks>(
  checks: C,
): Promise<Results<C>> {
  const { results, problems } = await checkAll(checks);
  demandNone(problems);
  return results as Results<C>;
}

function isInputError(
  error: unknown,
): error is Error & { problems?: FieldProblem[] } {
  return isError(error) && error.name === 'InputError';
}
