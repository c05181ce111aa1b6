import { isError, ResponseError } from '@backstage/errors';

/** Why the server refused, as far as it said. */
export interface ServerRefusal {
  /** The kind of error, such as `ConflictError`. */
  name?: string;
  message: string;
  /** The guard that refused, and what would satisfy it. */
  guard?: string;
  remedy?: string;
  /** Each beside the field it concerns. */
  problems: { field: string; message: string }[];
  /** The record has moved on since it was read. */
  stale: boolean;
}

/** Reads what an error says: the server's own error where there is one, else the failure itself. */
export function readRefusal(error: unknown): ServerRefusal {
  const told: unknown = error instanceof ResponseError ? error.cause : error;
  const fields: Record<string, unknown> =
    typeof told === 'object' && told !== null ? { ...told } : {};
  const text = (name: string) =>
    typeof fields[name] === 'string' ? (fields[name] as string) : undefined;
  const name = isError(told) ? told.name : undefined;
  const guard = text('guard');
  return {
    name,
    message: isError(told) ? told.message : String(error),
    guard,
    remedy: text('remedy'),
    problems: readProblems(fields.problems),
    stale: name === 'ConflictError' && guard === undefined,
  };
}

function readProblems(problems: unknown): ServerRefusal['problems'] {
  if (!Array.isArray(problems)) return [];
  return problems.flatMap(problem =>
    typeof problem?.field === 'string' && typeof problem?.message === 'string'
      ? [{ field: problem.field, message: problem.message }]
      : [],
  );
}
