import fc from 'fast-check';
import { asSentence } from './asSentence';
import {
  entity,
  person,
  Phrase,
  record,
  sentenceSchema,
  time,
} from './Sentence';
import { filled } from './filled';
import {
  joined,
  Part,
  phraseOf,
  phrasesOf,
  plainText,
  refers,
  say,
  sentenceOf,
  told,
  toldEach,
} from './say';

const instant = fc
  .date({
    min: new Date('1970-01-01'),
    max: new Date('9999-12-31'),
    noInvalidDate: true,
  })
  .map(date => date.toISOString());
const segment = fc.oneof(
  fc.string().map(entity),
  fc.string().map(person),
  fc.string().map(record),
  instant.map(time),
);
const part: fc.Arbitrary<Part> = fc.oneof(
  fc.string(),
  fc.integer(),
  segment,
  fc.array(segment, { maxLength: 4 }).map(sentenceOf),
);
const textOf = (one: Part) => {
  if (typeof one === 'string' || typeof one === 'number') return String(one);
  return 'kind' in one ? one.text : plainText(one);
};

describe('sentences', () => {
  it('says what stands in the template, references in the words that stand for them', () => {
    const sentence = say`Overlaps ${record('CHG0000042')} on ${entity(
      'resource:default/orders-db',
    )} until ${time('2026-11-24T22:00:00+01:00')}, ${2} of 3.`;

    expect(plainText(sentence)).toBe(
      'Overlaps CHG0000042 on resource:default/orders-db until 2026-11-24 21:00 UTC, 2 of 3.',
    );
    expect(sentence).toContainEqual({
      kind: 'time',
      text: '2026-11-24 21:00 UTC',
      at: '2026-11-24T22:00:00+01:00',
    });
  });

  it('has the text of its parts, loses no reference and has no two texts in a row', () => {
    fc.assert(
      fc.property(fc.array(part), fc.string(), (parts, separator) => {
        const sentence = joined(parts, separator);

        expect(plainText(sentence)).toBe(parts.map(textOf).join(separator));
        const kinds = sentence.map(({ kind }) => kind);
        expect(
          kinds.some((kind, i) => kind === 'text' && kinds[i + 1] === 'text'),
        ).toBe(false);
        expect(sentence.filter(({ kind }) => kind !== 'text')).toEqual(
          parts
            .flatMap(one => (typeof one === 'object' ? one : []))
            .filter(one => one.kind !== 'text' && one.text !== ''),
        );
        // A sentence of a sentence is that sentence.
        expect(sentenceOf([sentence])).toEqual(sentence);
      }),
    );
  });

  it('comes back from JSON as it went', () => {
    fc.assert(
      fc.property(fc.array(part).map(sentenceOf), sentence => {
        expect(
          sentenceSchema.parse(JSON.parse(JSON.stringify(sentence))),
        ).toEqual(sentence);
      }),
    );
  });

  it('goes over the wire as a text, with segments only where there is something to link', () => {
    const linked = say`See ${record('INC0000007')}.`;

    expect(told('reason', 'No freeze.')).toEqual({ reason: 'No freeze.' });
    expect(told('reason', say`No ${'freeze'}.`)).toEqual({
      reason: 'No freeze.',
    });
    expect(told('reason', linked)).toEqual({
      reason: 'See INC0000007.',
      reasonSegments: linked,
    });
    expect(refers(linked)).toBe(true);
    expect(phraseOf('reason', told('reason', linked))).toEqual(linked);
    expect(phraseOf('reason', { reason: 'No freeze.' })).toBe('No freeze.');
  });

  it('goes over the wire in lists alike', () => {
    const linked = say`See ${record('INC0000007')}.`;
    const plain = toldEach('reasons', ['No freeze.', say`No ${'hold'}.`]);
    const some = toldEach('reasons', ['No freeze.', linked]);

    expect(plain).toEqual({ reasons: ['No freeze.', 'No hold.'] });
    expect(some.reasons).toEqual(['No freeze.', 'See INC0000007.']);
    expect(phrasesOf('reasons', some)[1]).toEqual(linked);
    expect(phrasesOf('reasons', plain)).toEqual(plain.reasons);
    expect(phrasesOf('reasons', {})).toEqual([]);
  });

  it('takes its words from a translation, in the order of that language', () => {
    fc.assert(
      fc.property(part, part, fc.string(), (who, what, word) => {
        const text = filled(({ a, b }) => `${b}${word}${a}${b}`, {
          a: who,
          b: what,
        });

        expect(text).toEqual(sentenceOf([what, word, who, what]));
      }),
    );
  });

  it.each<[string, Phrase, Phrase]>([
    ['what follows a name', 'must not be empty', 'Must not be empty.'],
    ['what is one already', 'Pick a window.', 'Pick a window.'],
    ['what ends in a quotation', 'it said “no.”', 'It said “no.”'],
    ['nothing', '', ''],
    [
      'what begins with a reference',
      say`${record('INC0000007')} is closed`,
      say`${record('INC0000007')} is closed.`,
    ],
    [
      'what ends with a reference',
      say`see ${record('INC0000007')}`,
      say`See ${record('INC0000007')}.`,
    ],
  ])('stands alone: %s', (_, phrase, sentence) => {
    expect(asSentence(phrase)).toEqual(sentence);
    expect(asSentence(asSentence(phrase))).toEqual(sentence);
  });
});
