import { z } from 'zod';
import { defineEntries } from './defineEntries';

const entries = defineEntries({
  'drill.ended': z.object({
    result: z.enum(['passed', 'failed']),
    notes: z.string().optional(),
  }),
});

describe('defineEntries', () => {
  it('drops what is undefined, since canonical JSON cannot hold it', () => {
    const data = entries.data('drill.ended', {
      result: 'passed',
      notes: undefined,
    });
    expect(Object.keys(data)).toEqual(['result']);
  });

  it('refuses data of another shape before it is signed', () => {
    expect(() =>
      entries.data('drill.ended', { result: 'splendid' as 'passed' }),
    ).toThrow(/drill.ended is malformed.*result/s);
  });

  it('knows the types of its area and no others', () => {
    expect(
      ['drill.ended', 'drill.begun', 'toString'].filter(entries.is),
    ).toEqual(['drill.ended']);
  });
});
