import { LedgerEntry } from '@countersign/plugin-ledger-common';
import fc from 'fast-check';
import { judgeFinish } from './judge';
import { noteStories } from './story';

const subject = 'NTE0000001';
const [ada, ben] = ['user:default/ada', 'user:default/ben'];

const entry = (
  type: string,
  actor: string,
  data: LedgerEntry['data'],
  id = type,
): LedgerEntry => ({
  id,
  type,
  subject,
  actor,
  occurredAt: '2026-11-26T10:00:00.000Z',
  data,
});
const opened = entry('note.opened', ada, {
  title: 'Rotate the key',
  entityRef: 'component:default/checkout-api',
  assignee: ben,
});
const finished = (actor: string, id?: string) =>
  entry('note.finished', actor, { outcome: 'Rotated.' }, id);

const failing = (entries: LedgerEntry[]) =>
  noteStories
    .judge(entries)
    .claims.filter(claim => !claim.holds)
    .map(({ id }) => id);

describe('the story of a note', () => {
  it('holds from its opening to its end', () => {
    expect(noteStories.judge([opened])).toMatchObject({
      holds: true,
      state: 'open',
    });
    expect(noteStories.judge([opened, finished(ben)])).toMatchObject({
      subject,
      title: 'Rotate the key',
      holds: true,
      state: 'done',
    });
  });

  it('says which rule was broken', () => {
    expect(failing([opened, finished(ada)])).toEqual(['finished']);
    expect(failing([opened, finished(ben), finished(ben, '2')])).toEqual([
      'finished',
    ]);
    expect(failing([finished(ben), opened])).toEqual(['opened']);
    expect(failing([opened, entry('note.finished', ben, {})])).toEqual([
      'readable',
    ]);
    expect(noteStories.judge([]).holds).toBe(false);
  });

  it('names people and records as what they are, for whoever shows it as links', () => {
    const { claims } = noteStories.judge([opened, finished(ada)]);
    const { detail, detailSegments } = claims.find(c => c.id === 'finished')!;
    expect(detail).toBe(`${ada}: finished. ${subject} is for ${ben}.`);
    expect(detailSegments?.filter(({ kind }) => kind !== 'text')).toEqual([
      { kind: 'person', text: ada, ref: ada },
      { kind: 'record', text: subject },
      { kind: 'person', text: ben, ref: ben },
    ]);
  });

  it('is judged as the judge would have, whoever finishes it how often', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(ada, ben)), actors => {
        let state: 'open' | 'done' = 'open';
        const isLawful = actors.every(ref => {
          const note = { number: subject, assignee: ben, state };
          state = 'done';
          return judgeFinish(note, { ref, by: 'person' }).ok;
        });
        const entries = actors.map((actor, i) => finished(actor, String(i)));
        expect(noteStories.judge([opened, ...entries]).holds).toBe(isLawful);
      }),
    );
  });
});
