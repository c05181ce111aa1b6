import fc from 'fast-check';
import { anEventfulChange } from '../__testUtils__/tales';
import { played, plays } from '../__testUtils__/play';
import { TimelineEvent } from '@countersign/plugin-ledger-common';
import { changeEventTypes } from '../model';
import { StoryWriter } from '../testUtils/StoryWriter';
import { dana, pipeline, Tale } from '../testUtils/Tale';
import { olga } from '../testUtils/world';
import { isActOfSystem, isShownBy } from './entryRoles';
import { foldTimeline } from './foldTimeline';

const eventsOf = ({ entries }: StoryWriter) =>
  entries as unknown as TimelineEvent[];
const linesOf = (tale: StoryWriter) => foldTimeline(eventsOf(tale));
const told = (tale: StoryWriter) => linesOf(tale).map(line => line.lead.type);

const anyEvent: fc.Arbitrary<TimelineEvent> = fc.record({
  id: fc.uuid(),
  type: fc.oneof(fc.constantFrom(...changeEventTypes), fc.string()),
  actor: fc.constantFrom(dana, olga, pipeline),
  occurredAt: fc.constantFrom(
    '2026-11-21T10:00:00.000Z',
    '2026-11-21T10:00:01.000Z',
  ),
  data: fc.record(
    { decision: fc.constantFrom('allow', 'refuse') },
    { requiredKeys: [] },
  ),
});

describe('foldTimeline', () => {
  it('loses nothing and changes no order, whatever the entries are', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), events => {
        const lines = foldTimeline(events);
        expect(lines.flatMap(line => line.events)).toEqual(events);
        for (const { lead, events: behind, times } of lines) {
          expect(behind).toContain(lead);
          expect(times).toBeGreaterThan(0);
          expect(times).toBeLessThanOrEqual(behind.length);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('shows each comment by itself, and what each person decided', () => {
    fc.assert(
      fc.property(plays, play => {
        const tale = played(play);
        const entries = eventsOf(tale);
        const lines = foldTimeline(entries);
        const leads = lines.map(line => line.lead.type);
        for (const type of ['change.approved', 'change.rejected'] as const) {
          expect(leads.filter(each => each === type)).toHaveLength(
            entries.filter(each => each.type === type).length,
          );
        }
      }),
      { numRuns: 50 },
    );
    const commented = foldTimeline(
      [1, 2].map(id => ({
        id: String(id),
        type: 'change.commented',
        actor: dana,
        occurredAt: '2026-11-21T10:00:00.000Z',
        data: { text: 'Hm' },
      })),
    );
    expect(commented.map(line => line.events.length)).toEqual([1, 1]);
  });

  it('tells one submission in one line, and one rejection', () => {
    expect(told(new Tale().submit().reject())).toEqual([
      'change.created',
      'change.submitted',
      'change.rejected',
    ]);
  });

  it('folds the same answers of the gate in a row, and keeps another one apart', () => {
    const tale = Tale.approved();
    for (const minute of [1, 2, 3]) {
      tale.gate(`2026-11-24T21:0${minute}:00.000Z`, undefined, `${minute}`);
    }
    tale.hold('2026-11-24T21:04:00.000Z');
    for (const minute of [5, 6]) {
      tale.gate(`2026-11-24T21:0${minute}:00.000Z`, undefined, `${minute}`);
    }
    expect(
      linesOf(tale)
        .filter(line => line.lead.type === 'gate.decided')
        .map(({ lead, times }) => [lead.data.decision, times]),
    ).toEqual([
      ['allow', 3],
      ['refuse', 2],
    ]);
  });

  it('leaves no line that only auditors understand where somebody acted', () => {
    const { length } = linesOf(anEventfulChange()).filter(({ lead }) =>
      ['change.relied', 'change.ruleset'].includes(lead.type),
    );
    expect(length).toBe(0);
  });
});

describe('isActOfSystem', () => {
  it('tells a step that somebody took from one that follows', () => {
    const step = (verb: string) => ({
      type: 'change.transitioned',
      data: { verb },
    });
    expect(isActOfSystem(step('start'))).toBe(false);
    expect(isActOfSystem(step('approve'))).toBe(true);
    expect(isActOfSystem({ type: 'change.assessed', data: {} })).toBe(true);
  });
});

describe('isShownBy', () => {
  it('narrows to what people say, and to what is decided', () => {
    const tale = new Tale().submit();
    tale.write('change.commented', dana, '2026-11-21T09:00:00.000Z', {
      text: 'Soon?',
    });
    tale.requestChanges('2026-11-21T09:30:00.000Z', olga, 'Say how.');
    const shown = (filter: 'all' | 'comments' | 'decisions') =>
      linesOf(tale)
        .filter(line => isShownBy(filter, line))
        .map(line => line.lead.type);
    expect(shown('all')).toEqual(told(tale));
    expect(shown('comments')).toEqual([
      'change.commented',
      'change.changes_requested',
    ]);
    expect(shown('decisions')).toEqual([
      'change.submitted',
      'change.changes_requested',
    ]);
  });
});
