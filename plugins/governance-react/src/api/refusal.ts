import { isError, ResponseError } from '@backstage/errors';
import {
  FieldProblem,
  Sentence,
  sentenceSchema,
} from '@countersign/plugin-governance-common';

/** Why the server refused, as far as it said. */
export interface ServerRefusal {
  /** The kind of error, such as `ConflictError`. */
  name?: string;
  message: string;
  /** The message with what it refers to. */
  messageSegments?: Sentence;
  /** The guard that refused, and what would satisfy it. */
  guard?: string;
  remedy?: string;
  remedySegments?: Sentence;
  /** Each beside the field it concerns. */
  problems: FieldProblem[];
  /** The record has moved on since it was read. */
  stale: boolean;
}

/** As the browsers say that a request did not come through. */
const NOT_SENT =
  /failed to fetch|fetch failed|load failed|networkerror|network request failed/i;

/** Whether the request never reached the portal, or its answer never came back. */
function isUnreachable(error: unknown): boolean {
  return (
    isError(error) && error.name === 'TypeError' && NOT_SENT.test(error.message)
  );
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
  const problems = readProblems(fields.problems);
  return {
    name,
    message: messageOf(told, error),
    messageSegments: readSentence(fields.messageSegments),
    guard,
    remedy: text('remedy'),
    remedySegments: readSentence(fields.remedySegments),
    problems,
    stale: name === 'ConflictError' && !guard && !problems.length,
  };
}

/**
 * What its reader may not, where that is why nothing was loaded; undefined where it failed for another reason. To ask
 * again does not help.
 */
export function deniedReading(error: unknown): string | undefined {
  const { name, message } = readRefusal(error);
  return name === 'NotAllowedError' ? message : undefined;
}

function messageOf(told: unknown, error: unknown): string {
  if (isUnreachable(told)) return "Couldn't reach the portal. Try again.";
  return isError(told) ? told.message : String(error);
}

/** What is wrong with each field, by the name the server gives it. */
export type FieldErrors = Partial<Record<string, string>>;

/** `links[0].url` and `window.end` concern the fields `links` and `window`. */
const fieldOf = (path: string) => path.split(/[.[]/)[0];

/** Puts each problem beside its field; the first of a field wins. */
export function errorsByField(problems: readonly FieldProblem[]): FieldErrors {
  const errors: FieldErrors = {};
  for (const { field, message } of problems) errors[fieldOf(field)] ??= message;
  return errors;
}

function readSentence(segments: unknown): Sentence | undefined {
  return sentenceSchema.safeParse(segments).data;
}

function readProblems(problems: unknown): FieldProblem[] {
  if (!Array.isArray(problems)) return [];
  return problems.flatMap(problem =>
    typeof problem?.field === 'string' && typeof problem?.message === 'string'
      ? [{ field: problem.field, message: problem.message }]
      : [],
  );
}
