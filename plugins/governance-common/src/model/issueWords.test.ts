import { z } from 'zod';
import { inWords } from './issueWords';

const wordsOf = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value, inWords).error?.issues.map(issue => issue.message);

describe('inWords', () => {
  it.each<[z.ZodType, unknown, string]>([
    [z.string().min(3), 'x', 'must have at least 3 characters'],
    [z.string().min(1), '', 'must not be empty'],
    [z.string().max(2), 'xyz', 'must have at most 2 characters'],
    [z.array(z.string()).min(1), [], 'must not be empty'],
    [z.array(z.string()).max(1), ['a', 'b'], 'must have at most 1 entry'],
    [z.number().min(1), 0, 'must be 1 or more'],
    [z.number().positive(), 0, 'must be more than 0'],
    [z.number().max(10), 11, 'must be 10 or less'],
    [z.int(), 1.5, 'must be a whole number'],
    [z.string(), 7, 'must be a text'],
    [z.object({}), 'x', 'must be an object'],
    [z.string(), undefined, 'is missing'],
    [z.enum(['low', 'high']), 'hihg', 'must be one of low, high'],
    [z.literal('low'), 'high', 'must be low'],
    [z.url(), 'nowhere', 'must be a URL such as https://example.com/page'],
    [z.strictObject({}), { extra: 1 }, 'there is no extra'],
  ])('says it as a reader would', (schema, value, words) => {
    expect(wordsOf(schema, value)).toEqual([words]);
  });

  it('leaves what a schema says itself', () => {
    const schema = z.string().regex(/^a/, 'must begin with a');
    expect(wordsOf(schema, 'b')).toEqual(['must begin with a']);
  });
});
