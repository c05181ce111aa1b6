import { changeSourceSchema } from './change';
import { stackSchema } from './stack';

describe('a stack', () => {
  it.each([
    ['stacks/eu', 'stacks/eu'],
    ['./stacks//eu/', 'stacks/eu'],
    ['stacks/us/../eu', 'stacks/eu'],
    ['stacks\\eu', 'stacks/eu'],
    ['./', '.'],
    ['../elsewhere', '../elsewhere'],
  ])('has one form of the directory %j', (directory, form) => {
    expect(stackSchema.parse({ directory })).toEqual({ directory: form });
    expect(changeSourceSchema.parse({ kind: 'cli', directory }).directory).toBe(
      form,
    );
  });

  it.each([
    'gcs://tf-state/checkout',
    's3://state/eu',
    'local',
    'remote acme/x',
  ])('is kept in %j', backend =>
    expect(stackSchema.parse({ backend })).toEqual({ backend }),
  );

  it.each([
    { backend: 'pg://user:pa55@db/state' },
    { backend: 'https://token@state.example.com/x' },
    { workspace: ' ' },
    { region: 'eu' },
  ])('is not %j', stack =>
    expect(stackSchema.safeParse(stack).success).toBe(false),
  );
});
