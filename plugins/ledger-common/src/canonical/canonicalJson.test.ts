import fc from 'fast-check';
import { canonicalJson, CanonicalJsonError } from './canonicalJson';

/** JSON whose strings have a UTF-8 form. */
const json = () =>
  fc.jsonValue({ stringUnit: 'binary', noUnicodeString: false });

describe('canonicalJson', () => {
  it('gives the example of RFC 8785, section 3.2.2', () => {
    expect(
      canonicalJson({
        numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 1e-27],
        string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
        literals: [null, true, false],
      }),
    ).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts keys by UTF-16 code units (RFC 8785, section 3.2.3)', () => {
    expect(
      canonicalJson({
        '\u20ac': 1,
        '\r': 2,
        '\ufb33': 3,
        '1': 4,
        '\ud83d\ude00': 5,
        '\u0080': 6,
        ö: 7,
      }),
    ).toBe(
      '{"\\r":2,"1":4,"\u0080":6,"ö":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}',
    );
  });

  it('keeps every JSON value and is stable', () => {
    fc.assert(
      fc.property(json(), value => {
        const text = canonicalJson(value);
        const back: unknown = JSON.parse(text);
        expect(canonicalJson(back)).toBe(text);
        expect(back).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json()), value => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
      }),
    );
  });

  const cyclic: { self?: unknown } = {};
  cyclic.self = cyclic;
  const sparse: unknown[] = [];
  sparse[1] = 1;
  const nested = Array.from({ length: 300 }).reduce<unknown>(
    inner => [inner],
    null,
  );
  it.each<[string, unknown]>([
    ['NaN', NaN],
    ['an infinity', -Infinity],
    ['a bigint', BigInt(1)],
    ['undefined', undefined],
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['a Date', new Date(0)],
    ['a Map', new Map()],
    ['a Buffer', Buffer.from('a')],
    ['a class instance', new (class Thing {})()],
    ['a lone surrogate', 'a\ud800b'],
    ['a key with a lone surrogate', { '\udc00': 1 }],
    ['a symbol key', { [Symbol('k')]: 1 }],
    [
      'a hidden key',
      Object.defineProperty({}, 'hidden', { value: 1, enumerable: false }),
    ],
    ['a hole', sparse],
    ['an array with a name', Object.assign([1], { name: 'x' })],
    ['a cycle', cyclic],
    ['endless nesting', nested],
    ['a boxed number', Object(1)],
  ])('refuses %s rather than changing it', (_, value) => {
    expect(() => canonicalJson({ data: [{ 'odd key': value }] })).toThrow(
      CanonicalJsonError,
    );
  });

  it('names the place', () => {
    expect(() =>
      canonicalJson({ data: { items: [1, { 'due date': new Date(0) }] } }),
    ).toThrow(
      '$.data.items[1]["due date"] has no canonical JSON form: not a plain object but Date',
    );
  });

  it('takes one value twice, a null prototype and a __proto__ key', () => {
    const shared = { a: 1 };
    expect(canonicalJson([shared, shared])).toBe('[{"a":1},{"a":1}]');
    expect(canonicalJson(Object.assign(Object.create(null), { b: null }))).toBe(
      '{"b":null}',
    );
    expect(canonicalJson(JSON.parse('{"__proto__":{"x":1}}'))).toBe(
      '{"__proto__":{"x":1}}',
    );
  });
});
