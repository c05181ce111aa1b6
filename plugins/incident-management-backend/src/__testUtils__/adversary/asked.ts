import { AskedVerb } from '@countersign/plugin-incident-management-common';
import { Asked } from '../../services/asked';
import { checkout, orders, security } from '../portal';
import { Move, Request } from './moves';

const MINUTE = 60_000;
const reason = 'It was so.';
const text = 'It is so.';

/** What is sent for a move. */
export function askedOf(
  { other = '', seen = 'none', version = 1, revision = 1, at }: Request,
  { verb, time, minutes }: Extract<Move, { do: 'ask' }>,
): Asked {
  const owner = `user:default/${minutes > 0 ? 'carl' : 'sec'}`;
  const bodies: Partial<Record<AskedVerb, object>> = {
    hold: { reason: 'vendor' },
    mitigate: { text },
    restore: { text },
    resolve: { text },
    cancel: { reason: 'mistake', text },
    merge: { into: other, as: 'merge', reason },
    split: { title: 'Orders are lost', entities: [orders], reason },
    edit: { version, entities: minutes > 0 ? [orders] : [checkout, orders] },
    prioritize: { impact: 'low', urgency: 'low', reason },
    assign: { role: 'commander', person: 'user:default/sec' },
    'add-task': { text },
    'finish-task': { task: seen },
    link: { title: 'Board', url: 'https://example.com/board' },
    unlink: { url: 'https://example.com/board' },
    'set-time': { time, to: iso(at + minutes * MINUTE), reason },
    'confirm-time': { correction: seen },
    'withdraw-time': { correction: seen },
    restrict: { to: security, reason },
    update: { text, nextAt: iso(at + minutes * MINUTE) },
    note: { text },
    pin: { entry: seen },
    unpin: { entry: seen },
    rewrite: { entry: seen, text },
    'confirm-cause': { change: 'CHG0000042', reason },
    'withdraw-cause': { change: 'CHG0000042', reason },
    'edit-review': {
      revision,
      content: {
        happened: `It was so at ${at}.`,
        impact: '',
        factors: '',
        wentWell: '',
        wentBadly: '',
      },
    },
    'publish-review': { revision },
    'add-action': { text, owner, dueAt: iso(at + minutes * MINUTE) },
    'change-action': { action: seen, owner },
    'finish-action': { action: seen, text },
    'cancel-action': { action: seen, text: reason },
    'tick-step': { step: minutes > 0 ? 'Look at it.' : 'Roll back.' },
    'untick-step': { tick: seen },
  };
  const empty = ['accept', 'acknowledge', 'resume', 'close', 'start-review'];
  const body = bodies[verb] ?? (empty.includes(verb) ? {} : { reason });
  return { verb, body } as Asked;
}

/** As it is sent. */
export function iso(at: number): string {
  return new Date(at).toISOString();
}
