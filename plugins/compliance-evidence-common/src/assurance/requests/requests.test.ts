import { LedgerEntry } from '@countersign/plugin-ledger-common';
import fc from 'fast-check';
import { writerOf } from '../life';
import { requestEntrySchemas, RequestEntryType } from './entries';
import { applyRequestEntry } from './fold';
import { judgeRequest, requestActions, RequestCall } from './judge';
import { RequestFacts } from './model';
import { requestStory } from './story';
import { requestVerbs, requestVerbTable } from './verbs';

const subject = 'REQ0000001';
const [auditor, ada] = ['user:default/auditor', 'user:default/ada'];
let counted = 0;
const entry = (
  type: RequestEntryType,
  actor: string,
  data: object,
): LedgerEntry => ({
  id: `entry-${counted++}`,
  type,
  subject,
  actor,
  occurredAt: '2026-11-01T00:00:00.000Z',
  data: data as LedgerEntry['data'],
});
const opened = entry('request.opened', auditor, {
  rules: 1,
  title: 'Leavers of the third quarter',
  text: 'All people who left, with the day on which their access ended.',
  due: '2026-11-15T00:00:00.000Z',
  controls: [],
});
const bodies: Record<string, object> = {
  answer: { text: 'See the run', references: [{ reference: 'RUN0000007' }] },
  accept: {},
  return: { reason: 'Two names are missing' },
  withdraw: { reason: 'Not needed' },
  assign: { person: ada },
  note: { text: 'x' },
};
const asked = applyRequestEntry(undefined, opened)!;
const after = (...entries: LedgerEntry[]) =>
  entries.reduce<RequestFacts | undefined>(applyRequestEntry, asked)!;

describe('a request of an auditor', () => {
  it('is answered by somebody else, and judged by nobody but the auditor', () => {
    const answered = after(entry('request.answered', ada, bodies.answer));
    const may = (facts: RequestFacts, ref: string) =>
      requestActions(facts, { ref, by: 'person', permitted: () => true })
        .filter(({ allowed }) => allowed)
        .map(({ verb }) => verb);
    expect(may(asked, auditor)).toEqual(['withdraw', 'assign', 'note']);
    expect(may(asked, ada)).toEqual(['answer', 'assign', 'note']);
    expect(may(answered, auditor)).toEqual([
      'accept',
      'return',
      'withdraw',
      'assign',
      'note',
    ]);
    expect(may(answered, ada)).toEqual(['assign', 'note']);
  });

  it('keeps an answer that was given back, with the reason', () => {
    const returned = after(
      entry('request.answered', ada, bodies.answer),
      entry('request.returned', auditor, bodies.return),
      entry('request.answered', ada, bodies.answer),
    );
    expect(returned.state).toBe('answered');
    expect(returned.answers.map(({ returned: why }) => why?.reason)).toEqual([
      'Two names are missing',
      undefined,
    ]);
  });

  it('takes no answer without a reference to evidence', () => {
    expect(
      requestEntrySchemas['request.answered'].safeParse({
        text: 'Trust us',
        references: [],
      }).success,
    ).toBe(false);
  });

  it('has a story that holds exactly where the judge allowed each step', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom(...requestVerbs),
            fc.constantFrom(auditor, ada, 'external:ci'),
          ),
          { maxLength: 8 },
        ),
        steps => {
          const entries = steps.map(([verb, actor]) =>
            entry(requestVerbTable[verb].entry, actor, bodies[verb]),
          );
          let facts = asked;
          let lawful = true;
          entries.forEach((each, i) => {
            const call = {
              verb: steps[i][0],
              who: writerOf(each),
              data: each.data,
            } as unknown as RequestCall;
            lawful &&= judgeRequest(facts, call).ok;
            facts = applyRequestEntry(facts, each)!;
          });
          expect(requestStory([opened, ...entries]).holds).toBe(lawful);
        },
      ),
    );
    expect(requestStory([{ ...opened, actor: 'external:ci' }]).holds).toBe(
      false,
    );
  });
});
