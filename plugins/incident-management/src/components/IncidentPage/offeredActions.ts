import { Phrase, reasonOf } from '@countersign/plugin-governance-common';
import {
  AskedVerb,
  IncidentDetail,
} from '@countersign/plugin-incident-management-common';

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
export interface OfferedActions {
  primary?: AskedVerb;
  steps: AskedVerb[];
  rest: AskedVerb[];
  /** The next step, where the reader may not take it. */
  refused?: { verb: AskedVerb; reason: Phrase };
}

export function offeredActions({
  actions,
  next,
  incident,
}: Pick<IncidentDetail, 'actions' | 'next' | 'incident'>): OfferedActions {
  const may = (verb: string) =>
    actions.some(action => action.verb === verb && action.allowed);
  const isProposed = incident.major.state === 'candidate';
  const buttons = isProposed ? [...decisions, ...steps] : steps;
  const step = [...steps, ...rest].find(verb => verb === next.verb);
  const primary = step && may(step) ? step : undefined;
  const refusal = actions.find(
    ({ verb, allowed }) => verb === step && !allowed,
  );
  const isOpen = (verb: AskedVerb) => verb !== primary && may(verb);
  return {
    primary,
    steps: buttons.filter(isOpen),
    rest: rest.filter(verb => isOpen(verb) && !buttons.includes(verb)),
    refused:
      step && refusal ? { verb: step, reason: reasonOf(refusal) } : undefined,
  };
}
