import fc from 'fast-check';
import { dueSteps, escalationPolicySchema, reachedBy } from './escalation';

const policy = escalationPolicySchema.parse({
  name: 'default',
  title: 'Whoever is on call, then the team',
  steps: [
    { after: 0, tell: ['rotation:first'] },
    { after: 5, tell: ['rotation:second'], targets: ['pager'] },
    { after: 15, tell: ['owner'] },
  ],
});
const minute = 60_000;
const stepsDue = (...args: Parameters<typeof dueSteps>) =>
  dueSteps(...args).due.map(({ step }) => step);

describe('an escalation', () => {
  it('pages each step once and in its time, until somebody takes it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1 }),
        fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }),
        fc.func(fc.boolean()),
        (looks, taken, reaches) => {
          const paged: { step: number; reached: boolean; at: number }[] = [];
          const endedAt = taken === undefined ? undefined : taken * minute;
          for (const look of looks.sort((a, b) => a - b)) {
            const at = look * minute;
            // Whether a page reaches anybody may make the next one due: it is asked again until nothing is.
            for (let due = [{ step: -1, dueAt: 0 }]; due.length > 0; ) {
              due = dueSteps(policy, { raisedAt: 0, endedAt, paged }, at).due;
              due.forEach(({ step, dueAt }) => {
                expect(dueAt).toBeLessThanOrEqual(at);
                expect(at).toBeLessThan(endedAt ?? Infinity);
                paged.push({ step, at, reached: reaches(step) });
              });
            }
          }
          const steps = paged.map(({ step }) => step);
          expect(steps).toEqual([...new Set(steps)].sort());
          // What was due by its own time when somebody looked is paged.
          policy.steps.forEach(({ after }, step) => {
            const isDue = looks.some(
              look => after <= look && look < (taken ?? Infinity),
            );
            expect(steps.includes(step) || !isDue).toBe(true);
          });
        },
      ),
    );
  });

  it('goes past those who cannot react', () => {
    const paged = [{ step: 0, reached: false, at: 1000 }];
    expect(stepsDue(policy, { raisedAt: 0, paged }, 1000)).toEqual([1]);
    expect(
      dueSteps(
        policy,
        { raisedAt: 0, paged: [{ step: 0, reached: true, at: 0 }] },
        1000,
      ),
    ).toEqual({ due: [], lookAgainAt: 5 * minute });
    // One who was told keeps the time of the steps behind.
    expect(
      stepsDue(
        policy,
        {
          raisedAt: 0,
          paged: [...paged, { step: 1, reached: true, at: 1000 }],
        },
        minute,
      ),
    ).toEqual([]);
  });

  it('tells whom each word means at the moment, or why it means nobody', () => {
    const there = ['user:default/ada', 'group:default/team'];
    const world = {
      onCall: (name: string) =>
        ({
          first: { who: 'user:default/ada' },
          gone: { who: 'user:default/zoe' },
          night: {},
        }[name]),
      isThere: (ref: string) => there.includes(ref),
      owner: 'group:default/team',
    };
    expect(
      reachedBy(
        {
          tell: [
            'rotation:first',
            'user:default/ada',
            'rotation:gone',
            'rotation:night',
            'rotation:missing',
            'owner',
          ],
        },
        world,
      ),
    ).toEqual([
      { who: 'user:default/ada', via: 'rotation:first' },
      { nobody: 'left', told: 'user:default/zoe' },
      { nobody: 'gap', told: 'rotation:night' },
      { nobody: 'unknown-rotation', told: 'rotation:missing' },
      { who: 'group:default/team', via: 'owner' },
    ]);
  });

  it('is refused where a step comes before the one before it, or tells nobody', () => {
    const { error } = escalationPolicySchema.safeParse({
      ...policy,
      steps: [
        { after: 5, tell: ['owner'] },
        { after: 1, tell: ['owner'] },
      ],
    });
    expect(error?.issues[0]).toMatchObject({ path: ['steps', 1, 'after'] });
    expect(
      escalationPolicySchema.safeParse({ ...policy, steps: [{ after: 0 }] })
        .success,
    ).toBe(false);
  });
});
