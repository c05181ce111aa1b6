import { record, refuse, say } from '@countersign/plugin-governance-common';
import { IncidentFacts } from '../../model';
import { CallOf, ok, Rules, Verdict } from '../verdict';

/** Its alerts: how many there are, and how many fire. */
export const alertRules = {
  'add-alerts': addAlerts,
  'end-alerts': endAlerts,
} satisfies Rules;

function addAlerts(
  facts: IncidentFacts,
  { data }: CallOf<'add-alerts'>,
): Verdict {
  if (data.firing > facts.alerts.seen + data.alerts.length) {
    return refuse(
      'alerts',
      'More would fire than there are.',
      'Count them again.',
      ['firing'],
    );
  }
  return facts.state === 'resolved' && data.firing > 0
    ? refuse(
        'state',
        say`${record(facts.number)} is resolved.`,
        'Reopen it first, or open another one.',
      )
    : ok;
}

function endAlerts(
  { alerts }: IncidentFacts,
  { data }: CallOf<'end-alerts'>,
): Verdict {
  return data.firing <= alerts.firing
    ? ok
    : refuse(
        'alerts',
        `More would fire (${data.firing}) than did (${alerts.firing}).`,
        'What fires anew is added.',
        ['firing'],
      );
}
