import { LedgerEntry } from '@countersign/plugin-ledger-common';
import fc from 'fast-check';
import { drawSample } from './sample';
import { inquiryStory } from './story';
import { InquiryEntryData } from './entries';

const sha256 = `sha256:${'a'.repeat(64)}` as const;
const root = Buffer.alloc(32, 7).toString('base64');

function sampled(size: number, rows: number): InquiryEntryData {
  const question = 'grants';
  const positions = drawSample({ root, question, rows }, size);
  return {
    rules: 1,
    title: 'A sample of grants',
    run: {
      number: 'RUN0000007',
      report: 'access',
      reportDigest: sha256,
      manifestDigest: sha256,
      rows: { size: rows, root },
    },
    asked: { kind: 'sample', question, version: '1', rows, size },
    outcome: { kind: 'sample', positions },
    result: { columns: ['position'], rows: size, size: 100, sha256 },
  };
}
const entry = (data: InquiryEntryData): LedgerEntry => ({
  id: 'entry',
  type: 'inquiry.answered',
  subject: 'INQ0000001',
  actor: 'user:default/auditor',
  occurredAt: '2026-11-01T00:00:00.000Z',
  data: data as unknown as LedgerEntry['data'],
});

describe('the story of an inquiry', () => {
  it('holds for a sample as it is drawn, and for no other choice of rows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 21, max: 200 }),
        fc.nat(),
        fc.nat(),
        (size, rows, which, other) => {
          const honest = sampled(size, rows);
          expect(inquiryStory([entry(honest)]).holds).toBe(true);
          const positions = [
            ...drawSample({ root, question: 'grants', rows }, size),
          ];
          fc.pre(positions[which % size] !== other % rows);
          positions[which % size] = other % rows;
          const picked = {
            ...honest,
            outcome: { kind: 'sample' as const, positions },
          };
          expect(inquiryStory([entry(picked)]).holds).toBe(false);
        },
      ),
    );
  });

  it('is told once: a second answer under the same number is another story', () => {
    const honest = entry(sampled(2, 30));
    expect(inquiryStory([honest, honest]).holds).toBe(false);
  });

  it('does not hold where numbers do not add up', () => {
    const base = sampled(2, 30);
    const shadow: InquiryEntryData = {
      ...base,
      asked: {
        kind: 'shadow',
        question: 'grants',
        version: '1',
        rows: 3,
        key: ['id'],
        columns: [{ column: 'id', header: 'Id' }],
        file: { name: 'a.csv', sha256, size: 10, table: sha256 },
      },
      outcome: {
        ...{ kind: 'shadow', byHand: 3, same: 2, differ: 0, onlyInRun: 1 },
        ...{ onlyByHand: 1, repeated: 0, cells: 2, cellsDiffer: 0 },
      },
      result: { ...base.result, rows: 2 },
    };
    expect(inquiryStory([entry(shadow)]).holds).toBe(true);
    const hidden = {
      ...shadow.outcome,
      onlyByHand: 0,
    } as typeof shadow.outcome;
    expect(inquiryStory([entry({ ...shadow, outcome: hidden })]).holds).toBe(
      false,
    );
  });
});
