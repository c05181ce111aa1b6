import { record, refuse, say } from '@countersign/plugin-governance-common';
import { CorrectionFacts } from './facts';
import { ProposedCorrection, Verdict } from './judge';

/**
 * Whether a correction leaves out what another one leaves out already: one of the same kind, of the same time and of the same
 * objectives, whoever entered it and why. One that was withdrawn may be entered again.
 *
 * @param objectives - Ids of those that it is to correct.
 * @param others - Those of any of these objectives.
 */
export function judgeRepeating(
  proposed: ProposedCorrection,
  objectives: readonly string[],
  others: readonly { number: string; facts: CorrectionFacts }[],
): Verdict {
  const identity = identityOf({ ...proposed, objectives });
  const first = others.find(
    ({ facts }) => !facts.withdrawn && identityOf(facts) === identity,
  );
  return first
    ? refuse(
        'repeated',
        say`${record(first.number)} leaves out the same time already.`,
        say`Withdraw ${record(first.number)} first if it is wrong.`,
      )
    : { ok: true };
}

function identityOf({
  kind,
  window: { start, end },
  timeZone,
  rrule,
  change,
  objectives,
}: Pick<
  CorrectionFacts,
  'kind' | 'window' | 'timeZone' | 'rrule' | 'change' | 'objectives'
>): string {
  return JSON.stringify([
    kind,
    ...[start, end].map(time => Date.parse(time)),
    timeZone,
    rrule ?? null,
    change?.number ?? null,
    ...[...new Set(objectives)].sort(),
  ]);
}
