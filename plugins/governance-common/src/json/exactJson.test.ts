import fc from 'fast-check';
import { exactJson, parseExactJson } from './exactJson';
import { ExactNumber } from './ExactNumber';

/** JSON text of any shape, and what somebody who cuts and pastes makes of it. */
const texts = fc.oneof(
  fc.json(),
  fc.json().map(text => JSON.stringify(JSON.parse(text), null, 2)),
  fc
    .tuple(fc.json(), fc.nat(), fc.string({ maxLength: 3 }))
    .map(([text, at, bit]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + bit + text.slice(place + bit.length);
    }),
  fc.stringMatching(/^[[{}\]",:0-9eE+\-.\\u tfn]{0,12}$/),
);

function resultOf(read: () => unknown): string {
  try {
    return `read ${JSON.stringify(read())}`;
  } catch (error) {
    return (error as Error).name;
  }
}

const rounded = (value: unknown): unknown =>
  JSON.parse(exactJson(value) ?? 'null');

const canonical = (text: string) => {
  const value = parseExactJson(text);
  return value instanceof ExactNumber ? value.canonical() : String(value);
};

describe('parseExactJson', () => {
  it('reads what JSON.parse reads, and refuses what it refuses', () => {
    fc.assert(
      fc.property(texts, text => {
        expect(resultOf(() => rounded(parseExactJson(text)))).toBe(
          resultOf(() => JSON.parse(text)),
        );
      }),
      { numRuns: 3000 },
    );
  });

  it('keeps the text of every number, there and back', () => {
    const text =
      '{"a":[9007199254740993,1e400,-0,0.10,1E+2,12],"b":123456789.123456789123}';
    expect(exactJson(parseExactJson(text))).toBe(text);
  });

  it('keeps members with any name', () => {
    const text =
      '{"__proto__":{"x":1},"constructor":2,"toJSON":9007199254740993}';
    const value = parseExactJson(text) as object;
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor', 'toJSON']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(exactJson(value)).toBe(text);
  });

  it('refuses what is too deep, or no number anybody means, without quoting it', () => {
    expect(() => parseExactJson('['.repeat(1_000_000))).toThrow(/nested/);
    expect(() => parseExactJson(`[${'1'.repeat(30_000)}]`)).toThrow(/digits/);
    expect(() => parseExactJson('{"password":"hunter2')).toThrow(
      /^The JSON is damaged at character \d+$/,
    );
  });
});

describe('the canonical form of a number', () => {
  it.each([
    ['9007199254740992', '9007199254740993'],
    ['1e400', '1e401'],
    ['0.1', '0.1000000000000000055511151231257827'],
    ['1e400', '-1e400'],
    ['1', '1.00000000000000000001'],
  ])('tells %s from %s', (a, b) => expect(canonical(a)).not.toBe(canonical(b)));

  it.each([
    ['1', '1.0', '1'],
    ['100', '1e2', '100'],
    ['0', '-0', '0'],
    ['0', '0e99999', '0'],
    ['1000000000000000000000', '1e21', '1e+21'],
    [`1${'0'.repeat(400)}`, '10.0E399', '1e400'],
    ['9007199254740993', '9007199254740993.0', '9007199254740993e0'],
  ])('does not tell %s from %s', (a, b, form) => {
    expect(canonical(a)).toBe(form);
    expect(canonical(b)).toBe(form);
  });
});
