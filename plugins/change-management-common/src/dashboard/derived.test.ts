import { LedgerEntry } from '@countersign/plugin-ledger-common';
import fc from 'fast-check';
import { derivedChangeFigures } from './derived';
import { countedFigures, figureOf, listsOf } from './figures';

const DAY = 86_400_000;
const begin = Date.UTC(2026, 10, 1);
const day = (n: number) => new Date(begin + n * DAY).toISOString();
const asked = { previousFrom: day(0), from: day(7), to: day(14) };

it('follows from the closings of changes what the tile counts of them', () => {
  const codes = fc.constantFrom(
    'successful' as const,
    'successful_issues' as const,
    'unsuccessful' as const,
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -2, max: 16 }), codes), {
        maxLength: 20,
      }),
      drawn => {
        const entries = drawn.map(
          ([at, code], n): LedgerEntry => ({
            ...{ id: `${n}`, type: 'change.closed' },
            subject: `CHG${String(n).padStart(7, '0')}`,
            actor: 'user:default/ada',
            occurredAt: day(at),
            data: { code, notes: 'As planned.' },
          }),
        );
        /** How long a list is whose filters are those of closed changes. */
        const lengthOf = (list: Record<string, unknown>) =>
          drawn.filter(([at, code]) => {
            const { closedFrom, closedTo, closeCode } = list;
            return (
              day(at) >= String(closedFrom) &&
              day(at) < String(closedTo) &&
              (closeCode === undefined || String(closeCode) === code)
            );
          }).length;
        const derived = derivedChangeFigures(entries, asked, day(20)).filter(
          ({ id }) => ['closed', 'successRate'].includes(id),
        );
        const shown = countedFigures({
          ...asked,
          ...{ includeDemo: true, now: day(14) },
        })
          .filter(({ id }) => ['closed', 'successRate'].includes(id))
          .map(figure => figureOf(figure, listsOf(figure).map(lengthOf), {}));
        expect(derived).toHaveLength(2);
        for (const [i, figure] of derived.entries()) {
          expect(shown[i]).toMatchObject(figure);
        }
      },
    ),
  );
});

const HOUR = DAY / 24;
const at = day(14);

/** A change that was opened, went through some states, and ends in the last of them. */
const story = fc.record({
  type: fc.constantFrom('normal' as const, 'emergency' as const),
  /** When it was submitted, in hours before the dashboard was asked for; it was opened an hour before. */
  submitted: fc.integer({ min: -3 * 24, max: 16 * 24 }),
  state: fc.constantFrom(
    'authorize' as const,
    'scheduled' as const,
    'closed' as const,
  ),
  /** When its window begins, in hours after the dashboard was asked for. */
  window: fc.option(fc.integer({ min: -48, max: 24 * 20 })),
});

it('follows from the stories of changes what stands now, and which part of what was submitted were emergencies', () => {
  const time = (hours: number) =>
    new Date(Date.parse(at) + hours * HOUR).toISOString();
  fc.assert(
    fc.property(fc.array(story, { maxLength: 12 }), drawn => {
      const entries = drawn.flatMap((change, n): LedgerEntry[] => {
        const subject = `CHG${String(n).padStart(7, '0')}`;
        const entry = (type: string, hours: number, data: object) => ({
          ...{ id: `${n}-${type}-${hours}`, type, subject },
          ...{ actor: 'user:default/dana', occurredAt: time(hours) },
          data: data as LedgerEntry['data'],
        });
        const moved = (hours: number, verb: string, from: string, to: string) =>
          entry('change.transitioned', hours, {
            ...{ from, to, verb, approvalStatus: 'pending' },
          });
        const submitted = -change.submitted;
        return [
          entry('change.created', submitted - 1, {
            ...{ number: subject, type: change.type, links: [] },
            ...{ source: { kind: 'api' }, items: [], description: '' },
            ...{ justification: '', implementationPlan: '' },
            ...{ testPlan: '', backoutPlan: '' },
            ...{ requester: 'user:default/dana', planAuthors: [] },
            window:
              change.window === null
                ? undefined
                : { start: time(change.window), end: time(change.window + 2) },
          }),
          moved(submitted, 'submit', 'new', 'authorize'),
          ...(change.state === 'authorize'
            ? []
            : [moved(submitted, 'approve', 'authorize', 'scheduled')]),
          ...(change.state === 'closed'
            ? [moved(submitted, 'close', 'scheduled', 'closed')]
            : []),
        ];
      });
      // What comes after the moment is not there yet.
      const known = drawn.filter(({ submitted }) => submitted >= 0);
      const isOn = (from: number, to: number) =>
        known.filter(
          ({ state, window }) =>
            state !== 'closed' &&
            window !== null &&
            window + 2 > from * 24 &&
            window < to * 24,
        ).length;
      const submittedIn = (from: number, to: number) =>
        known.filter(
          ({ submitted }) => submitted <= from * 24 && submitted > to * 24,
        );
      const share = (some: typeof known) =>
        some.length === 0
          ? undefined
          : (100 * some.filter(({ type }) => type === 'emergency').length) /
            some.length;
      const derived = derivedChangeFigures(entries, asked, at);
      const figure = (id: string) => derived.find(each => each.id === id);
      expect(figure('thisWeek')?.value).toBe(isOn(0, 7));
      expect(figure('nextWeek')?.value).toBe(isOn(7, 14));
      expect(figure('waiting')?.value).toBe(
        known.filter(({ state }) => state === 'authorize').length,
      );
      expect(figure('emergencyShare')).toEqual({
        id: 'emergencyShare',
        n: submittedIn(7, 0).length,
        previousN: submittedIn(14, 7).length,
        value: share(submittedIn(7, 0)),
        previous: share(submittedIn(14, 7)),
      });
    }),
  );
});
