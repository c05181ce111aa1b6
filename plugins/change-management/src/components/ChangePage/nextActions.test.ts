import fc from 'fast-check';
import {
  ActionState,
  Condition,
} from '@countersign/plugin-change-management-common';
import { plainText } from '@countersign/plugin-governance-common';
import { FakeChangeManagementApi } from '../../../dev/FakeChangeManagementApi';
import { nextActions } from './nextActions';

const verbs = [
  'edit',
  'submit',
  'authorize',
  'approve',
  'start',
  'complete',
  'close',
  'hold',
  'resume',
  'cancel',
  'accept-conflict',
] as const;

const actions = fc
  .array(fc.boolean(), { minLength: verbs.length, maxLength: verbs.length })
  .chain(allowed =>
    fc.constantFrom('hold', 'duty', 'window', 'state').map(guard =>
      verbs.map(
        (verb, i): ActionState =>
          allowed[i]
            ? { verb, allowed: true }
            : {
                verb,
                allowed: false,
                guard,
                message: 'No.',
                remedy: 'Wait.',
              },
      ),
    ),
  );
const conditions: fc.Arbitrary<Condition[]> = fc.uniqueArray(
  fc.record({
    id: fc.nat(9).map(String),
    guard: fc.constantFrom('hold', 'window', 'conflicts'),
    text: fc.constant('It is not.'),
    remedy: fc.constant('Make it.'),
    mendedBy: fc.subarray([...verbs]),
    who: fc.constant([]),
  }),
  { selector: c => c.id, maxLength: 5 },
);

describe('nextActions', () => {
  it('offers each action once, the one that takes the step as the only primary', async () => {
    const { change } = await new FakeChangeManagementApi().getChange(
      'CHG0000142',
    );
    fc.assert(
      fc.property(
        actions,
        conditions,
        fc.option(fc.constantFrom(...verbs), { nil: undefined }),
        (some, list, verb) => {
          const found = nextActions({
            actions: some,
            change,
            next: { text: 'Next', verb, who: [], conditions: list },
          });
          const may = new Set(some.filter(a => a.allowed).map(a => a.verb));
          const offered = [
            ...(verb && may.has(verb) ? [verb] : []),
            ...found.lines.flatMap(line =>
              line.verb && line.verb !== 'accept-conflict' ? line.verb : [],
            ),
            ...found.others,
          ];
          expect(new Set(offered).size).toBe(offered.length);
          expect(offered.every(v => may.has(v))).toBe(true);
          const wanted = verb && may.has(verb) ? verb : found.primary;
          expect(found.primary).toBe(wanted);
          expect(found.lines.map(l => l.condition)).toEqual(list);
          // A reason is said once: by the checklist, or by one line.
          const reasons = found.refused.map(r => plainText(r.reason ?? ''));
          expect(new Set(reasons).size).toBe(reasons.length);
          for (const { verbs: refused } of found.refused) {
            expect(refused.some(v => may.has(v))).toBe(false);
          }
        },
      ),
    );
  });
});
