import { z } from 'zod';
import { strictly } from './strictly';

describe('strictly', () => {
  const schema = strictly({ environment: z.string(), timeZone: z.string() });

  it('names a key that nobody reads, and the one that was probably meant', () => {
    const { error } = schema.safeParse({
      environment: 'production',
      time_zone: 'UTC',
      colour: 'red',
    });
    expect(error?.issues.map(issue => issue.message)).toContain(
      'there is no time_zone (did you mean timeZone?), colour; known are environment, timeZone',
    );
  });
});
