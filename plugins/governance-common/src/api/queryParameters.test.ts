import { z } from 'zod';
import { flag, many } from './queryParameters';

describe('query parameters', () => {
  it.each([
    ['high,low', ['high', 'low']],
    [
      ['high', 'low,low'],
      ['high', 'low', 'low'],
    ],
    ['', []],
    [undefined, undefined],
  ])('many: %j', (value, expected) => {
    expect(many(z.string()).parse(value)).toEqual(expected);
  });

  it('says where one of many does not fit', () => {
    const { error } = many(z.enum(['high', 'low'])).safeParse('high,hihg');
    expect(error?.issues[0].path).toEqual([1]);
  });

  it.each([
    ['true', true],
    ['', true],
    ['false', false],
    [undefined, undefined],
  ])('flag: %j', (value, expected) => {
    expect(flag.parse(value)).toBe(expected);
  });

  it.each(['no', '1', 'treu', ['true', 'false']])(
    'takes %j for no flag, and says what is one',
    value => {
      expect(flag.safeParse(value).error?.issues).toMatchObject([
        { message: 'must be true or false' },
      ]);
    },
  );
});
