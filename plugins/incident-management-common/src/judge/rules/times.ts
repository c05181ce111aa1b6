import {
  person,
  record,
  refuse,
  say,
} from '@countersign/plugin-governance-common';
import { disorder, IncidentFacts, TimeCorrection } from '../../model';
import { room } from '../room';
import { CallOf, ok, Rules, Verdict } from '../verdict';
import { IncidentWorld, MOST } from '../world';

/** Times that are set otherwise than they were stamped. */
export const timeRules = {
  'set-time': setTime,
  'confirm-time': confirmTime,
  'withdraw-time': (facts, { data }) => waiting(facts, data.correction).verdict,
} satisfies Rules;

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
