import fc from 'fast-check';
import { rememberedBy } from './rememberedBy';

describe('rememberedBy', () => {
  it('says what would be derived, whatever was asked before', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ a: fc.integer({ max: 5, min: 0 }) })),
        asked => {
          const squareOf = rememberedBy(JSON.stringify, ({ a }) => a * a, 3);
          expect(asked.map(squareOf)).toEqual(asked.map(({ a }) => a * a));
        },
      ),
    );
  });

  it('derives once what is asked again, and anew what was forgotten for others', () => {
    const derive = jest.fn((_: object, text: string) => text.length);
    const lengthOf = rememberedBy(JSON.stringify, derive, 2);

    for (const key of ['a', 'a', 'b', 'a', 'c', 'a']) lengthOf({ key });

    expect(derive.mock.calls.map(([, text]) => text)).toEqual([
      '{"key":"a"}',
      '{"key":"b"}',
      '{"key":"c"}',
      '{"key":"a"}',
    ]);
  });

  it('keeps nothing large', () => {
    const derive = jest.fn((key: string) => key.length);
    const lengthOf = rememberedBy(String, derive);
    const large = 'x'.repeat(20_001);
    expect([lengthOf(large), lengthOf(large)]).toEqual([20_001, 20_001]);
    expect(derive).toHaveBeenCalledTimes(2);
  });

  it('remembers nothing of what failed', () => {
    let broken = true;
    const read = rememberedBy(String, (key: number) => {
      if (broken) throw new Error('broken');
      return key;
    });
    expect(() => read(1)).toThrow('broken');
    broken = false;
    expect(read(1)).toBe(1);
  });
});
