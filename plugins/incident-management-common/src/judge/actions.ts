import {
  ActionStateOf,
  NextStepOf,
  notPermitted,
  person,
  Phrase,
  record,
  say,
  time,
  told,
} from '@countersign/plugin-governance-common';
import { IncidentFacts } from '../model';
import { AskedVerb, askedVerbs } from '../api/verbs';
import { likelyReview } from '../review/likely';
import { judgeIncident } from './judge';
import { stillFiring } from './stillFiring';
import { IncidentCall } from './verdict';
import { IncidentVerb } from './verbs';
import { IncidentActor, IncidentWorld } from './world';

/** Who looks at an incident, and what the portal knows of them. */
export interface IncidentReader extends IncidentActor {
  /** What the permission framework lets them do. */
  permitted(verb: AskedVerb): boolean;
  /** The groups that they belong to. */
  groups: readonly string[];
  /** The groups that may have private incidents, by configuration. */
  privateGroups: readonly string[];
}

/** The verbs as the page of an incident offers them: judged as if the rest of what they take were right. */
export function incidentActions(
  facts: IncidentFacts,
  reader: IncidentReader,
  world: IncidentWorld,
): ActionStateOf<IncidentVerb>[] {
  return askedVerbs.map(verb => {
    const verdict = judgeIncident(
      facts,
      tried(facts, verb, reader, world),
      // Any other one, where two become one.
      { ...world, other: 'elsewhere' },
    );
    if (!verdict.ok) return { verb, allowed: false, ...verdict.refusal };
    return reader.permitted(verb)
      ? { verb, allowed: true }
      : { verb, allowed: false, ...notPermitted };
  });
}

/** A call that is refused only where every call of the verb is. */
function tried(
  facts: IncidentFacts,
  verb: AskedVerb,
  { ref, by, groups, privateGroups }: IncidentReader,
  { limits }: IncidentWorld,
): IncidentCall {
  const likely: Partial<Record<AskedVerb, object>> = {
    ...likelyReview(facts, ref),
    close: { after: limits.closeAfter },
    merge: { into: { number: '' } },
    split: { entities: facts.entities.slice(1) },
    edit: { title: `${facts.title} ` },
    prioritize: {
      impact: facts.impact === 'high' ? 'medium' : 'high',
      urgency: facts.urgency,
      reason: '…',
    },
    assign: { role: 'commander', person: '' },
    'finish-task': { task: facts.tasks.find(({ done }) => !done)?.id ?? '' },
    unlink: { url: facts.links[0]?.url ?? '' },
    link: { title: '', url: '' },
    'set-time': {
      time: 'started',
      from: facts.times.started,
      to: new Date(Date.parse(facts.times.started) - 1).toISOString(),
    },
    'confirm-time': {
      correction:
        facts.corrections.find(({ state }) => state === 'waits')?.id ?? '',
      involved: groups.filter(group => group === facts.team),
    },
    'withdraw-time': {
      correction:
        facts.corrections.find(({ state }) => state === 'waits')?.id ?? '',
    },
    restrict: {
      to:
        privateGroups.find(group => groups.includes(group)) ??
        privateGroups[0] ??
        '',
      groups: privateGroups,
      member: groups,
    },
    publish: { member: groups },
    pin: { entry: '' },
    unpin: { entry: facts.pinned[0] ?? '' },
    rewrite: {
      entry:
        Object.keys(facts.authors).find(id => facts.authors[id] === ref) ??
        Object.keys(facts.authors)[0] ??
        '',
    },
    'confirm-cause': { change: { number: 'CHG' } },
    'withdraw-cause': { change: facts.causes[0]?.change.number ?? '' },
  };
  return { verb, who: { ref, by }, data: likely[verb] ?? {} } as IncidentCall;
}

/** What is needed next, and who does it. */
export function incidentNextStep(
  facts: IncidentFacts,
  now: string,
): NextStepOf<IncidentVerb> {
  const { state, team, roles, alerts, times, update } = facts;
  const lead = roles.commander ?? team;
  const who = lead === undefined ? [] : [lead];
  const missing =
    update?.nextAt !== undefined && Date.parse(update.nextAt) < Date.parse(now)
      ? [
          {
            id: 'update',
            guard: 'update',
            ...told(
              'text',
              say`An update was promised for ${time(update.nextAt)}.`,
            ),
            remedy: 'Say how it stands, and when the next one comes.',
            mendedBy: ['update' as const],
            who: roles.communications ? [roles.communications] : who,
            later: true,
          },
        ]
      : [];
  switch (state) {
    case 'triage':
      return {
        text: 'Look whether it is an incident: accept it, or say that it is none.',
        verb: 'accept',
        who,
        conditions: [],
      };
    case 'new':
      return {
        text: 'Somebody has to take care of it: acknowledge it.',
        verb: 'acknowledge',
        who,
        conditions: missing,
      };
    case 'on-hold':
      return {
        ...told(
          'text',
          say`It waits for ${
            facts.hold?.reason ?? 'something'
          }. Resume it once that is there.`,
        ),
        verb: 'resume',
        who:
          facts.acknowledged && !roles.commander
            ? [facts.acknowledged.by]
            : who,
        conditions: missing,
      };
    case 'in-progress':
      return {
        text: times.mitigated
          ? 'Resolve it once the service is as before.'
          : 'Stop the impact, and say that it is mitigated.',
        verb: times.mitigated ? 'resolve' : 'mitigate',
        who:
          facts.acknowledged && !roles.commander
            ? [facts.acknowledged.by]
            : who,
        conditions: [
          ...(alerts.firing > 0
            ? [
                {
                  id: 'alerts',
                  guard: 'alerts',
                  text: stillFiring(facts),
                  remedy:
                    'They end by themselves once what they measure is well.',
                  mendedBy: [],
                  who: [],
                },
              ]
            : []),
          ...quiet(facts),
          ...missing,
        ],
      };
    case 'resolved':
      return {
        text: 'It is closed by itself after a while; reopen it if it comes back.',
        who: [],
        conditions: [],
      };
    default:
      return {
        ...told('text', endOf(facts)),
        who: [],
        conditions: [],
      };
  }
}

/** Whoever has it in hand need not wait until it is resolved by itself. */
function quiet({ alerts, times }: IncidentFacts) {
  return alerts.seen > 0 && alerts.firing === 0 && !times.restored
    ? [
        {
          id: 'quiet',
          guard: 'alerts',
          text: 'None of its alerts fires any more.',
          remedy: 'Resolve it if the service is as before.',
          mendedBy: ['resolve' as const],
          who: [],
          later: true,
        },
      ]
    : [];
}

/** What became of one that nothing is left to do about. */
function endOf({ merged, cancellation }: IncidentFacts): Phrase {
  if (merged) return say`It goes on in ${record(merged.into.number)}.`;
  return cancellation
    ? say`${person(cancellation.by)} said that it was none.`
    : 'Nothing is left to do.';
}
