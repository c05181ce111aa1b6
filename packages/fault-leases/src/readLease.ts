import { Lease, LONGEST_LEASE_SECONDS } from './FaultBoard';
import { FaultProblem } from './FaultProblem';

const ID = /^[A-Za-z0-9-]{1,64}$/;

/** Reads the body of `POST /faults`: what is not known of it are the arguments of its kind. */
export function readLease(body: unknown): Lease {
  const { id, kind, share = 1, seconds: _, ...given } = objectOf(body);
  const problems = [
    ...(id === undefined || (typeof id === 'string' && ID.test(id))
      ? []
      : ['id: must be up to 64 letters, digits and -']),
    ...(typeof kind === 'string' ? [] : ['kind: must be a text']),
    ...(typeof share === 'number' && share > 0
      ? []
      : ['share: must be above 0']),
    ...(typeof share === 'number' && share > 1
      ? ['share: must be at most 1']
      : []),
    ...secondsProblems(body),
  ];
  if (problems.length > 0) throw refuse(problems.join('; '));
  return {
    ...(id !== undefined && { id: id as string }),
    kind: kind as string,
    share: share as number,
    seconds: readSeconds(body),
    arguments: given,
  };
}

/** Reads how long a lease is to be. */
export function readSeconds(body: unknown): number {
  const [problem] = secondsProblems(body);
  if (problem !== undefined) throw refuse(problem);
  return objectOf(body).seconds as number;
}

function secondsProblems(body: unknown): string[] {
  const { seconds } = objectOf(body);
  if (!Number.isInteger(seconds) || Number(seconds) < 1) {
    return ['seconds: must be a whole number from 1'];
  }
  return Number(seconds) > LONGEST_LEASE_SECONDS
    ? [`seconds: must be at most ${LONGEST_LEASE_SECONDS}, fifteen minutes`]
    : [];
}

function objectOf(body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw refuse('The body must be a JSON object');
  }
  return body as Record<string, unknown>;
}

function refuse(message: string): FaultProblem {
  return new FaultProblem(400, 'InputError', message);
}
