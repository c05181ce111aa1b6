import { InputError } from '@backstage/errors';
import { wrongField } from '@countersign/plugin-governance-common';
import { demandAll, reading, refused } from './errors';

describe('errors', () => {
  it('names every field that does not fit, at once', async () => {
    const checks = {
      items: () => {
        throw wrongField('items', 'the catalog has no such entity');
      },
      plan: () =>
        reading('plan', () => {
          throw new InputError('The JSON is cut off');
        }),
      title: () => 'Rotate the key',
    };
    await expect(demandAll(checks)).rejects.toMatchObject({
      name: 'InputError',
      problems: [
        { field: 'items', message: 'the catalog has no such entity' },
        { field: 'plan', message: 'The JSON is cut off' },
      ],
    });
  });

  it('lets what is no matter of input through', async () => {
    const checks = {
      items: () => {
        throw new Error('connection lost');
      },
    };
    await expect(demandAll(checks)).rejects.toThrow('connection lost');
  });

  it('gives what the checks found when nothing is wrong', async () => {
    const checks = { title: () => 'a', items: async () => [1] };
    expect(await demandAll(checks)).toEqual({ title: 'a', items: [1] });
  });

  it.each([
    ['duty', 'NotAllowedError'],
    ['window', 'ConflictError'],
  ])('tells the guard %s as a %s', (guard, name) => {
    const error = refused({ guard, message: 'No.', remedy: 'Wait.' });
    expect(error).toMatchObject({ name, guard, remedy: 'Wait.' });
    expect(error.message).toBe('No. Wait.');
  });
});
