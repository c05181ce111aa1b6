import { digestOf } from './digest';

describe('digestOf', () => {
  it('does not depend on the order of keys, nor on absent members', () => {
    expect(digestOf({ a: 1, b: [2], c: undefined })).toBe(
      digestOf({ b: [2], a: 1 }),
    );
  });

  it('is the SHA-256 of the canonical JSON', () => {
    // printf '{"a":1}' | sha256sum
    expect(digestOf({ a: 1 })).toBe(
      'sha256:015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862',
    );
  });

  it.each([NaN, Infinity, undefined])('refuses %s', value => {
    expect(() => digestOf(value)).toThrow(/no canonical JSON/);
  });
});
