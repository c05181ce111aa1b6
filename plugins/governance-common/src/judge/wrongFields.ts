import { InputError } from '@backstage/errors';
import { FieldProblem } from '../model';

/**
 * An error about fields of the request. `problems` reaches the caller in the error body, so that a form can put each
 * beside its field; the message says all of them.
 */
export function wrongFields<E extends Error>(
  problems: readonly FieldProblem[],
  Kind: new (message: string) => E,
): E {
  return Object.assign(new Kind(listOfProblems(problems)), { problems });
}

/** All problems in one line, as an error says them to whoever has no form. */
export function listOfProblems(problems: readonly FieldProblem[]): string {
  return problems
    .map(({ field, message }) => (field ? `${field}: ${message}` : message))
    .join('; ');
}

/** An error about one field of the request: an InputError, or one of another kind. */
export function wrongField(
  field: string,
  message: string,
  Kind: new (message: string) => Error = InputError,
): Error {
  return wrongFields([{ field, message }], Kind);
}
