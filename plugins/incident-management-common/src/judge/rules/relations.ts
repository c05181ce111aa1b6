import { record, refuse, say } from '@countersign/plugin-governance-common';
import { IncidentFacts } from '../../model';
import { room } from '../room';
import { CallOf, ok, Rules, Verdict } from '../verdict';
import { MOST } from '../world';

/** What it is tied to: pages elsewhere, the changes that caused it, its problems. */
export const relationRules = {
  link,
  unlink,
  'confirm-cause': confirmCause,
  'withdraw-cause': withdrawCause,
  'link-problem': () => ok,
  'unlink-problem': () => ok,
} satisfies Rules;

function link({ links }: IncidentFacts, { data }: CallOf<'link'>): Verdict {
  return links.some(({ url }) => url === data.url)
    ? ok
    : room(links, MOST.links, 'links');
}

function unlink({ links }: IncidentFacts, { data }: CallOf<'unlink'>): Verdict {
  return links.some(({ url }) => url === data.url)
    ? ok
    : refuse('link', 'It has no such link.', 'Read it again.', ['url']);
}

function confirmCause(
  _: IncidentFacts,
  { data }: CallOf<'confirm-cause'>,
): Verdict {
  return data.change.number.startsWith('CHG')
    ? ok
    : refuse(
        'cause',
        say`${record(data.change.number)} is no change.`,
        'Name the change that caused it.',
        ['change'],
      );
}

function withdrawCause(
  { causes }: IncidentFacts,
  { data }: CallOf<'withdraw-cause'>,
): Verdict {
  return causes.some(({ change }) => change.number === data.change)
    ? ok
    : refuse(
        'cause',
        say`${record(data.change)} is not among its causes.`,
        'Read it again.',
        ['change'],
      );
}
