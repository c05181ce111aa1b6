import {
  ActionStateOf,
  CallerKind,
  NextStepOf,
  notPermitted,
  person,
  record,
  Refusal,
  refuse,
  say,
} from '@countersign/plugin-governance-common';

/** What people do with an alert. */
export const alertVerbs = ['acknowledge'] as const;
export type AlertVerb = (typeof alertVerbs)[number];

/** What of an alert the rules look at. */
export interface JudgedAlert {
  number: string;
  state: 'pending' | 'firing' | 'resolved' | 'withdrawn';
  /** Entity reference of the team that made the promise. */
  owner?: string;
  acknowledged?: { by: string };
}

/** Who asks, and what the permission framework lets them do. */
export interface AlertActor {
  by: CallerKind;
  permitted: Record<AlertVerb, boolean>;
}

/** Whether somebody can say that they take care of an alert: routes and buttons ask it. */
export function judgeAcknowledge(
  { number, state, acknowledged }: JudgedAlert,
  { by }: Pick<AlertActor, 'by'>,
): { ok: true } | { ok: false; refusal: Refusal } {
  if (by !== 'person') {
    return refuse(
      'person',
      'Machines and assistants never acknowledge an alert.',
      'Open it in the portal and acknowledge it yourself.',
    );
  }
  if (acknowledged) {
    return refuse(
      'acknowledged',
      say`${person(acknowledged.by)} acknowledged ${record(number)} already.`,
      say`Ask ${person(acknowledged.by)} how it goes.`,
    );
  }
  if (state !== 'firing') {
    return refuse(
      'state',
      say`${record(number)} is ${state}.`,
      'Only an alert that is firing can be acknowledged.',
    );
  }
  return { ok: true };
}

/** The verbs as the page of an alert offers them. */
export function alertActions(
  alert: JudgedAlert,
  actor: AlertActor,
): ActionStateOf<AlertVerb>[] {
  const verdict = judgeAcknowledge(alert, actor);
  if (!verdict.ok) {
    return [{ verb: 'acknowledge', allowed: false, ...verdict.refusal }];
  }
  return [
    actor.permitted.acknowledge
      ? { verb: 'acknowledge', allowed: true }
      : { verb: 'acknowledge', allowed: false, ...notPermitted },
  ];
}

/** What an alert needs next, and of whom. */
export function alertNextStep(alert: JudgedAlert): NextStepOf<AlertVerb> {
  const { state, owner, acknowledged } = alert;
  const nobody = { who: [], conditions: [] };
  switch (state) {
    case 'pending':
      return {
        ...nobody,
        text: 'Nothing yet: it fires if it goes on like this.',
      };
    case 'firing':
      return acknowledged
        ? {
            text: 'Stop what spends the budget. It resolves by itself.',
            who: [acknowledged.by],
            conditions: [],
          }
        : {
            text: 'Say that you take care of it.',
            verb: 'acknowledge',
            who: owner ? [owner] : [],
            conditions: [],
          };
    case 'resolved':
      return { ...nobody, text: 'Nothing is left to do: it is over.' };
    default:
      return { ...nobody, text: 'Nothing: it went away before it fired.' };
  }
}
