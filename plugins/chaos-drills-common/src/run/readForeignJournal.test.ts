import fc from 'fast-check';
import { readForeignJournal } from './readForeignJournal';

const read = (text: string) => readForeignJournal({ file: 'j.json', text });
const journal = {
  'chaoslib-version': '1.44.0',
  experiment: {
    title: 'Slow stock',
    extensions: [
      { name: 'other' },
      { name: 'countersign', entity: 'component:default/stock', scenario: 1 },
    ],
  },
  start: '2026-11-20T10:00:00.123456',
  end: '2026-11-20T12:05:00+02:00',
  status: 'completed',
};
const problemsOf = (fields: object) =>
  read(JSON.stringify({ ...journal, ...fields }, null, 1)).problems.map(
    ({ line, path, message }) => `${line} ${path} ${message}`,
  );

describe('the journal of another tool', () => {
  it('is read with its times as instants, and with what our extension says it is about', () => {
    const { read: file, problems } = read(JSON.stringify(journal));
    expect(problems).toEqual([]);
    expect(file).toMatchObject({
      content: journal,
      journal: {
        start: '2026-11-20T10:00:00.123Z',
        end: '2026-11-20T10:05:00.000Z',
        deviated: false,
      },
      about: { entity: 'component:default/stock' },
    });
    expect(file?.about.scenario).toBeUndefined();
  });

  it('has every mistake told, with its line and what would be right', () => {
    expect(problemsOf({ start: 'yesterday', status: 'happy' })).toEqual([
      expect.stringMatching(
        /^16 start must be a time such as .* is yesterday$/,
      ),
      expect.stringMatching(/^18 status .*completed/),
    ]);
    expect(problemsOf({ end: '2026-11-20T09:59:59' })).toEqual([
      '17 end is before the start',
    ]);
    expect(problemsOf({ start: '2026-11-31T99:00:00' })).toHaveLength(1);
    expect(read('[]').problems).toMatchObject([
      { line: 1, message: expect.stringContaining('holds no journal') },
    ]);
    expect(read('{"a": [\n"b"').problems).toMatchObject([{ line: 2 }]);
    expect(read('a: &a [*a]').problems).toMatchObject([
      { message: 'has a part that holds itself, by an alias' },
    ]);
    expect(read('['.repeat(5_000)).problems).toHaveLength(1);
    expect(problemsOf({ note: 'x'.repeat(1_000_000) })).toEqual([
      '1  is longer than 1 MB',
    ]);
  });

  it('is read or refused, whatever stands in the file', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), text => {
        const { read: file, problems } = read(text);
        expect(file === undefined).toBe(problems.length > 0);
      }),
    );
  });
});
