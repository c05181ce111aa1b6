import { refuse } from '@countersign/plugin-governance-common';
import { IncidentFacts, levels } from '../../model';
import { CallOf, ok, Rules, Verdict } from '../verdict';

/** How urgent it is, and whether it is led as a major incident. */
export const urgencyRules = {
  prioritize,
  'propose-major': proposeMajor,
  'accept-major': acceptMajor,
  'reject-major': rejectMajor,
} satisfies Rules;

/** Lower than it was takes a reason, which stays. */
function prioritize(
  facts: IncidentFacts,
  { data }: CallOf<'prioritize'>,
): Verdict {
  const { impact, urgency, reason } = data;
  if (impact === facts.impact && urgency === facts.urgency) {
    return refuse('priority', 'It is so already.', 'Choose another one.', [
      'impact',
      'urgency',
    ]);
  }
  const isLower = (now: string, then: string) =>
    levels.indexOf(then as never) > levels.indexOf(now as never);
  return reason === undefined &&
    (isLower(facts.impact, impact) || isLower(facts.urgency, urgency))
    ? refuse('reason', 'It would be less urgent than it was.', 'Say why.', [
        'reason',
      ])
    : ok;
}

function proposeMajor({ major }: IncidentFacts): Verdict {
  return major.state === 'none' || major.state === 'rejected'
    ? ok
    : refuse(
        'major',
        major.state === 'candidate'
          ? 'It is proposed already.'
          : 'It is a major incident already.',
        'Nothing is left to do.',
      );
}

function acceptMajor({ major }: IncidentFacts): Verdict {
  return major.state === 'accepted'
    ? refuse(
        'major',
        'It is a major incident already.',
        'Nothing is left to do.',
      )
    : ok;
}

function rejectMajor({ major }: IncidentFacts): Verdict {
  return major.state === 'candidate'
    ? ok
    : refuse(
        'major',
        major.state === 'accepted'
          ? 'It was led as a major incident, and stays one.'
          : 'Nobody proposed it as a major incident.',
        'Only what was proposed is rejected.',
      );
}
