import { TimelineEvent } from '@countersign/plugin-ledger-common';
import fc from 'fast-check';
import { EntryRoles, foldTimeline } from './foldTimeline';

const types = ['opened', 'said', 'asked', 'assessed'];

const anyEvent: fc.Arbitrary<TimelineEvent> = fc.record({
  id: fc.uuid(),
  type: fc.constantFrom(...types),
  actor: fc.constantFrom('user:default/ada', 'user:default/ben'),
  occurredAt: fc.constantFrom(
    '2026-11-21T10:00:00.000Z',
    '2026-11-21T10:00:01.000Z',
  ),
  data: fc.constant({}),
});

/** Roles as any area may give them. */
const anyRoles: fc.Arbitrary<EntryRoles> = fc
  .record({
    weights: fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3), fc.nat(3)),
    system: fc.subarray(types),
    alone: fc.subarray(types),
    anew: fc.subarray(types),
    repeatable: fc.subarray(types),
  })
  .map(({ weights, system, alone, anew, repeatable }) => ({
    weightOf: ({ type }) => weights[types.indexOf(type)],
    isActOfSystem: ({ type }) => system.includes(type),
    standsAlone: ({ type }) => alone.includes(type),
    startsAnew: ({ type }) => anew.includes(type),
    isRepetition: (a, b) => a.type === b.type && repeatable.includes(a.type),
  }));

describe('foldTimeline', () => {
  it('loses nothing and changes no order, whatever the entries and their roles are', () => {
    fc.assert(
      fc.property(
        fc.array(anyEvent, { maxLength: 30 }),
        anyRoles,
        (events, roles) => {
          const lines = foldTimeline(events, roles);
          expect(lines.flatMap(line => line.events)).toEqual(events);
          for (const { lead, events: behind, times } of lines) {
            expect(behind).toContain(lead);
            expect(times).toBeGreaterThan(0);
            expect(times).toBeLessThanOrEqual(behind.length);
          }
        },
      ),
    );
  });

  it('gives each entry its line where an area says nothing of roles', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 10 }), events => {
        expect(foldTimeline(events).map(line => line.lead)).toEqual(events);
      }),
    );
  });
});
