import { checkout, security } from '../portal';
import { Replica } from '../replica';
import { throwFirst } from './answers';
import { Watched } from './invariants';
import { callerOf, Request } from './moves';
import { askedOfProblem, ProblemMove } from './problemMoves';

/** The request that a move about problems makes, with what its player saw. */
export function requestOfProblem(
  move: ProblemMove,
  about: Request,
  { numbers, problems }: Watched,
): Request | undefined {
  if (move.do === 'open-problem') {
    const incidents = move.incidents.flatMap(
      back => numbers.at(-1 - back) ?? [],
    );
    return { ...about, incidents };
  }
  const known = [...problems.last.keys()];
  const problem = known.at(-1 - move.problem);
  if (problem === undefined) return undefined;
  return {
    ...about,
    problem,
    otherProblem: known.at(-1 - move.other) ?? problem,
    number: numbers.at(-1 - move.incident),
    version: problems.last.get(problem)?.version,
  };
}

/** Opens a problem: the same request, the same problem. */
export async function openProblem(
  { key, incidents = [] }: Request,
  { who }: Extract<ProblemMove, { do: 'open-problem' }>,
  [{ problems }]: readonly Replica[],
  watched: Watched,
): Promise<void> {
  const { opened } = watched.problems;
  const { problem } = await problems.open(
    callerOf(who),
    {
      title: 'The pool is too small',
      entities: [checkout],
      incidents: [...incidents],
    },
    key,
  );
  const before = opened.get(key);
  if (before !== undefined && before !== problem.number) {
    throw new Error(`${key} opened ${before} and ${problem.number}`);
  }
  opened.set(key, problem.number);
}

/** Does something with a problem, maybe at the moment at which somebody takes its incident for themselves. */
export async function workOnProblem(
  { key, problem = '', otherProblem = '', number = '', version = 1 }: Request,
  move: Extract<ProblemMove, { do: 'work' }>,
  replicas: readonly Replica[],
): Promise<void> {
  const both = [problem, otherProblem];
  const asks = move.who.map((who, i) =>
    // Two who call two problems the same each begin with another one.
    replicas[i % 2].problems.act(
      callerOf(who),
      both[move.verb === 'duplicate' ? i % 2 : 0],
      askedOfProblem(move, {
        other: both[(i + 1) % 2],
        incident: number,
        version,
      }),
      `${key}-${i}`,
    ),
  );
  const hiding =
    move.isHidden && move.verb === 'link-incident'
      ? [
          replicas[move.who.length % 2].desk.act(
            callerOf('sec'),
            number,
            { verb: 'restrict', body: { to: security, reason: 'It is ours.' } },
            `${key}-hide`,
          ),
        ]
      : [];
  throwFirst(await Promise.allSettled([...asks, ...hiding]));
}
