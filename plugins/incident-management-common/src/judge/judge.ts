import {
  person,
  record,
  Refusal,
  refuse,
  say,
  time,
} from '@countersign/plugin-governance-common';
import { IncidentEntryData } from '../entries';
import {
  disorder,
  IncidentFacts,
  isFinal,
  levels,
  TimeCorrection,
} from '../model';
import { stillFiring } from './stillFiring';
import { EntryOf, IncidentVerb, ruleOf } from './verbs';
import { IncidentActor, IncidentWorld, MOST } from './world';

/** Whether something may be done. */
export type Verdict = { ok: true } | { ok: false; refusal: Refusal };

/** A verb that somebody asks for: with what its ledger entry would say. */
export type IncidentCall = {
  [V in IncidentVerb]: {
    verb: V;
    who: IncidentActor;
    data: IncidentEntryData<EntryOf<V>>;
  };
}[IncidentVerb];

const ok: Verdict = { ok: true };

/**
 * The one judge of incidents: routes, buttons, alerts and whoever verifies a story ask it. Whether the permission framework
 * lets somebody do it, and whether somebody sees a private one at all, are other questions.
 */
export function judgeIncident(
  facts: IncidentFacts,
  call: IncidentCall,
  world: IncidentWorld,
): Verdict {
  return tableRefuses(facts, call) ?? judgeVerb(facts, call, world);
}

/** What the table does not name is refused. */
export function tableRefuses(
  facts: IncidentFacts,
  { verb, who }: Pick<IncidentCall, 'verb' | 'who'>,
): Verdict | undefined {
  const rule = ruleOf(verb);
  if (!rule.by.includes(who.by)) {
    return refuse(
      'person',
      who.by === 'assisted'
        ? 'Only a person does this, and not through another plugin.'
        : 'Only a person does this; machines declare, note, link and propose.',
      'Do it in the portal.',
    );
  }
  if (rule.states.includes(facts.state)) return undefined;
  if (facts.merged) {
    return refuse(
      'state',
      say`${record(facts.number)} is part of ${record(
        facts.merged.into.number,
      )}.`,
      say`Do it there: ${record(facts.merged.into.number)}.`,
    );
  }
  if (isFinal(facts.state)) {
    return refuse(
      'state',
      say`${record(facts.number)} is ${facts.state}, which is final.`,
      'Declare another incident if there is one.',
    );
  }
  if (facts.state === 'resolved') {
    return refuse(
      'state',
      say`${record(facts.number)} is resolved.`,
      'Reopen it first if it is not over.',
    );
  }
  return refuse(
    'state',
    say`${record(facts.number)} is ${wordOf(
      facts.state,
    )}; this needs it ${rule.states.map(wordOf).join(' or ')}.`,
    remedyOf(facts.state, verb),
  );
}

function judgeVerb(
  facts: IncidentFacts,
  call: IncidentCall,
  world: IncidentWorld,
): Verdict {
  const { number } = facts;
  switch (call.verb) {
    case 'acknowledge':
      return facts.acknowledged
        ? refuse(
            'acknowledged',
            say`${person(facts.acknowledged.by)} acknowledged ${record(
              number,
            )} at ${time(facts.acknowledged.at)}.`,
            'Join them: take a role, or write a note.',
          )
        : ok;
    case 'mitigate':
      return already(facts, 'mitigated');
    case 'restore':
      return already(facts, 'restored');
    case 'resolve':
      return resolve(facts, call);
    case 'reopen':
      return reopen(facts, call, world);
    case 'close':
      return close(facts, call, world);
    case 'cancel':
      return leave(facts, 'Resolve it instead: it was an incident.');
    case 'merge':
      return merge(facts, call, world);
    case 'absorb':
      return absorb(call, world);
    case 'split':
      return split(facts, call);
    case 'prioritize':
      return prioritize(facts, call);
    case 'assign':
      return facts.roles[call.data.role] === call.data.person
        ? refuse(
            'role',
            say`That is so already.`,
            'Name somebody else, or nobody.',
            ['person'],
          )
        : ok;
    case 'add-task':
      return room(facts.tasks, MOST.tasks, 'tasks');
    case 'finish-task':
      return finishTask(facts, call.data.task);
    case 'link':
      return facts.links.some(({ url }) => url === call.data.url)
        ? ok
        : room(facts.links, MOST.links, 'links');
    case 'unlink':
      return facts.links.some(({ url }) => url === call.data.url)
        ? ok
        : refuse('link', 'It has no such link.', 'Read it again.', ['url']);
    case 'propose-major':
      return facts.major.state === 'none' || facts.major.state === 'rejected'
        ? ok
        : refuse(
            'major',
            facts.major.state === 'candidate'
              ? 'It is proposed already.'
              : 'It is a major incident already.',
            'Nothing is left to do.',
          );
    case 'accept-major':
      return facts.major.state === 'accepted'
        ? refuse(
            'major',
            'It is a major incident already.',
            'Nothing is left to do.',
          )
        : ok;
    case 'reject-major':
      return facts.major.state === 'candidate'
        ? ok
        : refuse(
            'major',
            facts.major.state === 'accepted'
              ? 'It was led as a major incident, and stays one.'
              : 'Nobody proposed it as a major incident.',
            'Only what was proposed is rejected.',
          );
    case 'set-time':
      return setTime(facts, call, world);
    case 'confirm-time':
      return confirmTime(facts, call);
    case 'withdraw-time':
      return waiting(facts, call.data.correction).verdict;
    case 'deny-drill':
      return facts.drill
        ? ok
        : refuse('drill', 'It is no drill.', 'Nothing is left to do.');
    case 'restrict':
      return restrict(facts, call);
    case 'publish':
      return publish(facts, call);
    case 'update':
      return update(facts, call, world);
    case 'note':
      return Object.keys(facts.authors).length < MOST.authors
        ? ok
        : full('notes');
    case 'pin':
      return facts.pinned.includes(call.data.entry)
        ? refuse('pinned', 'It is pinned already.', 'Nothing is left to do.')
        : room(facts.pinned, MOST.pinned, 'pinned entries');
    case 'unpin':
      return facts.pinned.includes(call.data.entry)
        ? ok
        : refuse('pinned', 'It is not pinned.', 'Nothing is left to do.');
    case 'rewrite':
      return rewrite(facts, call);
    case 'add-alerts':
      return addAlerts(facts, call);
    case 'end-alerts':
      return call.data.firing <= facts.alerts.firing
        ? ok
        : refuse(
            'alerts',
            `More would fire (${call.data.firing}) than did (${facts.alerts.firing}).`,
            'What fires anew is added.',
            ['firing'],
          );
    case 'withdraw-cause':
      return facts.causes.some(
        ({ change }) => change.number === call.data.change,
      )
        ? ok
        : refuse(
            'cause',
            say`${record(call.data.change)} is not among its causes.`,
            'Read it again.',
            ['change'],
          );
    case 'confirm-cause':
      return call.data.change.number.startsWith('CHG')
        ? ok
        : refuse(
            'cause',
            say`${record(call.data.change.number)} is no change.`,
            'Name the change that caused it.',
            ['change'],
          );
    case 'edit':
      return edit(facts, call);
    default:
      return ok;
  }
}

type CallOf<V extends IncidentVerb> = Extract<IncidentCall, { verb: V }>;

function already(
  { times, number }: IncidentFacts,
  name: 'mitigated' | 'restored',
): Verdict {
  // What is as before has no impact left to stop.
  const done = name === 'mitigated' && times.restored ? 'restored' : name;
  const at = times[done];
  return at === undefined
    ? ok
    : refuse(
        done,
        say`${record(number)} was ${done} at ${time(at)}.`,
        'Set the time otherwise if that is wrong, or reopen it if it came back.',
      );
}

/** What still fires is not over, and no assistant ends what no person has seen. */
function resolve(facts: IncidentFacts, { who }: CallOf<'resolve'>): Verdict {
  if (facts.alerts.firing > 0) {
    return refuse(
      'alerts',
      stillFiring(facts),
      'Silence them with a reason, or wait until they end.',
    );
  }
  if (who.by !== 'system' && !facts.acknowledged) {
    return refuse(
      'acknowledged',
      'Nobody has acknowledged it.',
      'Acknowledge it first: what was never taken care of was not resolved by anybody.',
    );
  }
  return ok;
}

function reopen(
  facts: IncidentFacts,
  { who, data }: CallOf<'reopen'>,
  { now, limits }: IncidentWorld,
): Verdict {
  const { resolved, mitigated, restored } = facts.times;
  if (facts.state !== 'resolved') {
    return mitigated || restored
      ? ok
      : refuse(
          'state',
          'It is open, and nothing of it was over.',
          'Nothing is left to do.',
        );
  }
  if (who.by !== 'system') return ok;
  const within = data.window ?? limits.reopenWithin;
  return Date.parse(now) - Date.parse(resolved ?? now) <= within
    ? ok
    : refuse(
        'window',
        say`${record(facts.number)} was resolved at ${time(
          resolved ?? now,
        )}, too long ago.`,
        'Open another incident.',
      );
}

/** Closed at once, it could not be reopened, and what came back would look like another one. */
function close(
  facts: IncidentFacts,
  { data }: CallOf<'close'>,
  { now, limits }: IncidentWorld,
): Verdict {
  if (data.after < limits.closeAfter) {
    return refuse(
      'delay',
      `It would be closed after ${data.after / 3_600_000} h; it takes ${
        limits.closeAfter / 3_600_000
      } h.`,
      'Keep to the delay.',
    );
  }
  const resolved = Date.parse(facts.resolution?.at ?? now);
  const at = resolved + data.after;
  return Date.parse(now) >= at
    ? ok
    : refuse(
        'delay',
        say`It can be closed from ${time(new Date(at).toISOString())} on.`,
        'It is closed then by itself.',
      );
}

/** What really happened does not leave the figures by being canceled. */
function leave(facts: IncidentFacts, remedy: string): Verdict {
  if (facts.alerts.firing > 0) {
    return refuse(
      'alerts',
      stillFiring(facts),
      'Silence them with a reason, or merge it into the incident that they belong to.',
    );
  }
  if (facts.times.mitigated || facts.times.restored || facts.reopened > 0) {
    return refuse('happened', 'Something of it was over already.', remedy);
  }
  if (facts.major.state === 'accepted') {
    return refuse('major', 'It is led as a major incident.', remedy);
  }
  return facts.absorbed.length > 0
    ? refuse('absorbed', 'Other incidents are part of it.', remedy)
    : ok;
}

function merge(
  facts: IncidentFacts,
  { data }: CallOf<'merge'>,
  { other }: IncidentWorld,
): Verdict {
  const { into } = data;
  if (into.number === facts.number) {
    return refuse('merge', 'It is this incident.', 'Name another one.', [
      'into',
    ]);
  }
  if (other === 'elsewhere') return ok;
  if (!other || other.number !== into.number) {
    return refuse(
      'merge',
      say`There is no incident ${record(into.number)}.`,
      'Name one that is open.',
      ['into'],
    );
  }
  return oneOfTwo(facts, other);
}

/** The other end of the same: what is taken over is what the other one says. */
function absorb({ data }: CallOf<'absorb'>, { other }: IncidentWorld): Verdict {
  if (other === 'elsewhere') return ok;
  const isTold =
    other?.number === data.from.number &&
    other.times.started === data.started &&
    other.times.detected === data.detected &&
    other.impact === data.impact &&
    other.urgency === data.urgency &&
    other.alerts.seen === data.alerts.seen &&
    other.alerts.firing === data.alerts.firing;
  return isTold
    ? ok
    : refuse(
        'merge',
        say`That is not what ${record(data.from.number)} says.`,
        'Take over what it says.',
      );
}

/** Two become one only where nothing is hidden or shown by it. */
function oneOfTwo(facts: IncidentFacts, other: IncidentFacts): Verdict {
  const field = ['into'];
  if (!['triage', 'new', 'in-progress', 'on-hold'].includes(other.state)) {
    return refuse(
      'merge',
      say`${record(other.number)} is ${wordOf(other.state)}.`,
      'Reopen that one first, or resolve this one by itself.',
      field,
    );
  }
  if (facts.privateTo !== other.privateTo) {
    return refuse(
      'private',
      'Not the same people see both.',
      'Make both private to the same group, or neither.',
      field,
    );
  }
  if (facts.drill !== other.drill) {
    return refuse(
      'drill',
      'One is a drill, and the other one is not.',
      'Leave them apart.',
      field,
    );
  }
  return ok;
}

function split(facts: IncidentFacts, { data }: CallOf<'split'>): Verdict {
  const { entities } = data;
  const foreign = entities.filter(each => !facts.entities.includes(each));
  if (foreign.length > 0) {
    return refuse(
      'split',
      `${foreign.join(', ')} is not hit by it.`,
      'Name some of what is hit.',
      ['entities'],
    );
  }
  return entities.length < facts.entities.length
    ? ok
    : refuse(
        'split',
        'Nothing would be left.',
        'Leave at least one of what is hit.',
        ['entities'],
      );
}

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

function finishTask(facts: IncidentFacts, id: string): Verdict {
  const task = facts.tasks.find(each => each.id === id);
  if (!task) {
    return refuse('task', 'It has no such task.', 'Read it again.', ['task']);
  }
  return task.done
    ? refuse(
        'task',
        say`${person(task.done.by)} did it at ${time(task.done.at)}.`,
        'Nothing is left to do.',
      )
    : ok;
}

/** In order, and never in the future; when it was acknowledged is what the page says, for nobody can ask the past. */
function setTime(
  facts: IncidentFacts,
  { data }: CallOf<'set-time'>,
  { now }: IncidentWorld,
): Verdict {
  const { time: name, to, from } = data;
  if (facts.times[name] !== from) {
    return refuse(
      'version',
      'It was set otherwise meanwhile.',
      'Read it again.',
      ['from'],
    );
  }
  if (from === to) {
    return refuse('time', 'It is so already.', 'Give another time.', ['to']);
  }
  if (Date.parse(to) > Date.parse(now)) {
    return refuse(
      'future',
      'It lies in the future.',
      'Give a time until now.',
      ['to'],
    );
  }
  if (from === undefined && (name === 'resolved' || name === 'acknowledged')) {
    return refuse(
      'time',
      `It is not ${name}.`,
      name === 'resolved' ? 'Resolve it first.' : 'Acknowledge it first.',
      ['time'],
    );
  }
  if (
    facts.corrections.some(each => each.time === name && each.state === 'waits')
  ) {
    return refuse(
      'waits',
      'Another time waits for its confirmation.',
      'Confirm or withdraw that one first.',
      ['time'],
    );
  }
  return (
    inOrder(facts, name, to) ??
    room(facts.corrections, MOST.corrections, 'corrections')
  );
}

function inOrder(
  facts: IncidentFacts,
  name: TimeCorrection['time'],
  to: string,
): Verdict | undefined {
  const wrong = disorder({ ...facts.times, [name]: to });
  return wrong
    ? refuse(
        'order',
        `It would be ${wrong.later} before it was ${wrong.earlier}.`,
        `Give a time ${
          wrong.later === name ? 'not before' : 'not after'
        } the other one.`,
        ['to'],
      )
    : undefined;
}

/** Nobody makes the figures look better alone: whoever had a part in it, or owns what was hit, does not confirm. */
function confirmTime(
  facts: IncidentFacts,
  { who, data }: CallOf<'confirm-time'>,
): Verdict {
  const { verdict, correction } = waiting(facts, data.correction);
  if (!correction) return verdict;
  const ref = who.ref.toLocaleLowerCase('en-US');
  const remedy = 'Ask somebody who had no part in it to confirm it.';
  if (ref === correction.by) {
    return refuse('duty', 'You set it yourself.', remedy);
  }
  if (facts.hands.includes(ref)) {
    return refuse(
      'duty',
      say`You had a part in ${record(facts.number)}.`,
      remedy,
    );
  }
  if (data.involved.length > 0) {
    return refuse(
      'duty',
      say`You belong to ${person(data.involved[0])}, which owns what was hit.`,
      'Ask somebody of another team to confirm it.',
    );
  }
  return inOrder(facts, correction.time, correction.to) ?? ok;
}

function waiting(
  facts: IncidentFacts,
  id: string,
): { verdict: Verdict; correction?: TimeCorrection } {
  const correction = facts.corrections.find(each => each.id === id);
  if (!correction) {
    return {
      verdict: refuse(
        'correction',
        'There is no such correction.',
        'Read it again.',
        ['correction'],
      ),
    };
  }
  return correction.state === 'waits'
    ? { verdict: ok, correction }
    : {
        verdict: refuse(
          'correction',
          correction.state === 'counts'
            ? 'It counts already.'
            : 'It was withdrawn.',
          'Set the time anew if it is wrong.',
        ),
      };
}

/** A group takes over what only it shall see; nobody hides their own incident. */
function restrict(facts: IncidentFacts, { data }: CallOf<'restrict'>): Verdict {
  const { to, groups, member } = data;
  if (facts.privateTo !== undefined) {
    return refuse(
      'private',
      say`It is private to ${person(facts.privateTo)} already.`,
      'Open it to everybody first.',
    );
  }
  // Everybody who sees the problem would see its number there.
  if (facts.problems.length > 0) {
    return refuse(
      'private',
      say`It is a case of ${record(facts.problems[0])}, which is not private.`,
      say`Take it out of ${record(facts.problems[0])} first.`,
    );
  }
  if (!groups.includes(to)) {
    return refuse(
      'private',
      say`${person(to)} has no private incidents.`,
      groups.length
        ? `Name ${groups.join(' or ')}.`
        : 'Ask an administrator to set incidentManagement.privateGroups.',
      ['to'],
    );
  }
  return member.includes(to)
    ? ok
    : refuse(
        'duty',
        say`You are no member of ${person(to)}.`,
        say`Ask somebody of ${person(to)} to take it over.`,
      );
}

function publish(facts: IncidentFacts, { data }: CallOf<'publish'>): Verdict {
  const group = facts.privateTo;
  if (group === undefined) {
    return refuse('private', 'It is not private.', 'Nothing is left to do.');
  }
  return data.member.includes(group)
    ? ok
    : refuse(
        'duty',
        say`You are no member of ${person(group)}.`,
        say`Ask somebody of ${person(group)}.`,
      );
}

function update(
  facts: IncidentFacts,
  { data }: CallOf<'update'>,
  { now }: IncidentWorld,
): Verdict {
  if (facts.state === 'triage') {
    return refuse(
      'state',
      'It is looked at quietly, and nobody was told of it.',
      'Accept it first, or write a note.',
    );
  }
  if (data.nextAt !== undefined) {
    if (facts.state === 'resolved') {
      return refuse(
        'next',
        'It is resolved.',
        'Promise no further update, or reopen it.',
        ['nextAt'],
      );
    }
    if (Date.parse(data.nextAt) <= Date.parse(now)) {
      return refuse(
        'next',
        'The next update would have been due already.',
        'Give a time to come.',
        ['nextAt'],
      );
    }
  }
  return Object.keys(facts.authors).length < MOST.authors
    ? ok
    : full('updates');
}

function rewrite(
  facts: IncidentFacts,
  { who, data }: CallOf<'rewrite'>,
): Verdict {
  const author = Object.hasOwn(facts.authors, data.entry)
    ? facts.authors[data.entry]
    : undefined;
  if (author === undefined) {
    return refuse(
      'entry',
      'That is no note or update of it.',
      'Correct a note or an update.',
      ['entry'],
    );
  }
  return author === who.ref.toLocaleLowerCase('en-US')
    ? ok
    : refuse(
        'duty',
        say`${person(author)} wrote it.`,
        say`Ask ${person(author)} to correct it, or write a note.`,
      );
}

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

function edit(facts: IncidentFacts, { data }: CallOf<'edit'>): Verdict {
  const given = Object.entries(data).filter(([, value]) => value !== undefined);
  const differs = given.some(
    ([name, value]) =>
      JSON.stringify(facts[name as keyof IncidentFacts]) !==
      JSON.stringify(value),
  );
  if (!differs) {
    return refuse('fields', 'Nothing is other.', 'Change something.');
  }
  // Whose figures it is in does not change once it is over.
  return facts.state === 'resolved' &&
    (data.entities !== undefined || data.team !== undefined)
    ? refuse(
        'state',
        say`${record(facts.number)} is resolved: what was hit is fixed.`,
        'Reopen it first.',
        ['entities'],
      )
    : ok;
}

function room(list: readonly unknown[], most: number, what: string): Verdict {
  return list.length < most ? ok : full(what);
}

function full(what: string): Verdict {
  return refuse(
    'room',
    `It has as many ${what} as an incident can have.`,
    'Keep the rest elsewhere, and link it.',
  );
}

function wordOf(state: string): string {
  return state === 'triage' ? 'in triage' : state.replace('-', ' ');
}

function remedyOf(state: string, verb: IncidentVerb): string {
  if (state === 'on-hold') return 'Resume it first.';
  if (state === 'triage' && verb !== 'accept') return 'Acknowledge it first.';
  if (state === 'new') return 'Acknowledge it first.';
  return 'Nothing is left to do.';
}
