import {
  AskedVerb,
  IncidentDetail,
} from '@countersign/plugin-incident-management-common';
import { offered, Offered } from '../record';

/** What moves an incident along: buttons, in the order of its life. */
const steps: readonly AskedVerb[] = [
  'accept',
  'acknowledge',
  'mitigate',
  'restore',
  'resolve',
  'resume',
  'hold',
  'reopen',
];

/** Of an incident that somebody proposed as a major one. */
const decisions: readonly AskedVerb[] = ['accept-major', 'reject-major'];

/** What is done less often: behind one button. */
const rest: readonly AskedVerb[] = [
  'prioritize',
  'edit',
  'propose-major',
  'accept-major',
  'merge',
  'split',
  'restrict',
  'publish',
  'deny-drill',
  'close',
  'cancel',
];

/** What the reader may do now, each once; other verbs have places of their own on the page. */
export function offeredActions({
  actions,
  next,
  incident,
}: Pick<IncidentDetail, 'actions' | 'next' | 'incident'>): Offered<AskedVerb> {
  const isProposed = incident.major.state === 'candidate';
  return offered(
    { actions, next },
    { steps: isProposed ? [...decisions, ...steps] : steps, rest },
  );
}
