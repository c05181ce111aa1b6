import fc from 'fast-check';
import { DateTime } from 'luxon';
import { rotationCalendar } from './calendar';
import {
  gapsOf,
  onCallAt,
  Override,
  Rotation,
  rotationSchema,
  shiftsOf,
} from './rotation';

const [ada, ben, cem, dan] = ['ada', 'ben', 'cem', 'dan'].map(
  name => `user:default/${name}`,
);
const rotationWith = (more: object = {}): Rotation =>
  rotationSchema.parse({
    name: 'checkout',
    title: 'Checkout, first line',
    timeZone: 'Europe/Berlin',
    start: '2026-01-05T09:00:00+01:00',
    handOver: 'FREQ=WEEKLY;BYDAY=MO',
    members: [ada, ben, cem],
    ...more,
  });
const override = (more: Partial<Override>): Override => ({
  id: '00000000-0000-4000-8000-000000000001',
  rotation: 'checkout',
  who: dan,
  start: '2026-01-06T12:00:00.000Z',
  end: '2026-01-07T12:00:00.000Z',
  reason: 'Ada is ill',
  author: ben,
  createdAt: '2026-01-06T00:00:00.000Z',
  ...more,
});
const january = {
  from: '2026-01-05T08:00:00.000Z',
  to: '2026-02-02T08:00:00.000Z',
};

describe('a rotation', () => {
  it('is handed over at the same time of day, also where the clocks change', () => {
    const shifts = shiftsOf(rotationWith(), [], {
      from: '2026-03-20T00:00:00.000Z',
      to: '2026-04-07T00:00:00.000Z',
    });
    const handOvers = shifts
      .slice(1)
      .map(({ start }) =>
        DateTime.fromISO(start, { zone: 'Europe/Berlin' }).toFormat(
          'ccc HH:mm',
        ),
      );
    expect(handOvers).toEqual(['Mon 09:00', 'Mon 09:00', 'Mon 09:00']);
    expect(shifts[1].start).toBe('2026-03-23T08:00:00.000Z');
    expect(shifts[2].start).toBe('2026-03-30T07:00:00.000Z');
  });

  it('gives everybody a turn, in order', () => {
    const shifts = shiftsOf(rotationWith(), [], january);
    expect(shifts.map(({ who }) => who)).toEqual([ada, ben, cem, ada]);
    expect(onCallAt(rotationWith(), [], '2026-01-12T08:00:00.000Z')?.who).toBe(
      ben,
    );
    expect(onCallAt(rotationWith(), [], '2026-01-12T07:59:59.999Z')?.who).toBe(
      ada,
    );
    expect(onCallAt(rotationWith(), [], '2026-01-01T00:00:00Z')).toBe(
      undefined,
    );
  });

  const instants = fc
    .integer({ min: 0, max: 27 * 24 * 60 })
    .map(minute => Date.parse(january.from) + minute * 60_000);
  const overrides = fc.array(
    fc.record({
      at: fc.tuple(instants, fc.integer({ min: 1, max: 5000 })),
      who: fc.constantFrom(dan, ben),
      made: fc.integer({ min: 0, max: 3 }),
      withdrawn: fc.boolean(),
    }),
    { maxLength: 6 },
  );

  it('has one person on call at each moment: by the override made last, or by turn', () => {
    fc.assert(
      fc.property(overrides, instants, (made, at) => {
        const all = made.map(({ at: [from, minutes], who, ...each }, i) =>
          override({
            id: `00000000-0000-4000-8000-00000000000${i}`,
            who,
            start: new Date(from).toISOString(),
            end: new Date(from + minutes * 60_000).toISOString(),
            createdAt: `2026-01-0${each.made + 1}T00:00:00.000Z`,
            ...(each.withdrawn && { withdrawnAt: january.from }),
          }),
        );
        const moment = new Date(at).toISOString();
        const shifts = shiftsOf(rotationWith(), all, january);
        // Whole: nothing overlaps, and nothing is left out.
        expect(shifts[0].start).toBe(january.from);
        expect(shifts.at(-1)!.end).toBe(january.to);
        shifts.slice(1).forEach(({ start }, i) => {
          expect(start).toBe(shifts[i].end);
        });
        const last = all
          .filter(
            ({ start, end, withdrawnAt }) =>
              !withdrawnAt && start <= moment && moment < end,
          )
          .sort((a, b) =>
            `${a.createdAt}${a.id}` < `${b.createdAt}${b.id}` ? -1 : 1,
          )
          .at(-1);
        const regular = onCallAt(rotationWith(), [], moment)!.who;
        expect(onCallAt(rotationWith(), all, moment)?.who).toBe(
          last?.who ?? regular,
        );
      }),
    );
  });

  it('shows when nobody is on call, and who has left', () => {
    const office = rotationWith({
      hours: [
        {
          start: '2026-01-05T09:00:00+01:00',
          end: '2026-01-05T17:00:00+01:00',
          rrule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
        },
      ],
    });
    const monday = {
      from: '2026-01-12T00:00:00.000Z',
      to: '2026-01-13T00:00:00.000Z',
    };
    expect(gapsOf(office, [], monday, () => true)).toEqual([
      { start: monday.from, end: '2026-01-12T08:00:00.000Z' },
      { start: '2026-01-12T16:00:00.000Z', end: monday.to },
    ]);
    expect(gapsOf(rotationWith(), [], january, who => who !== ben)).toEqual([
      {
        start: '2026-01-12T08:00:00.000Z',
        end: '2026-01-19T08:00:00.000Z',
        left: ben,
      },
    ]);
    // An override covers what the hours leave out.
    const night = override({
      start: '2026-01-12T16:00:00.000Z',
      end: '2026-01-13T16:00:00.000Z',
    });
    expect(gapsOf(office, [night], monday, () => true)).toHaveLength(1);
  });

  it('is refused with the field that is wrong', () => {
    const wrong = rotationSchema.safeParse({
      ...rotationWith(),
      timeZone: 'Mars/Olympus',
      handOver: 'FREQ=HOURLY',
      members: ['group:default/team'],
    });
    expect(wrong.error?.issues.map(({ path }) => path.join('.'))).toEqual(
      expect.arrayContaining(['timeZone', 'members.0']),
    );
    expect(
      rotationSchema.safeParse({ ...rotationWith(), handOver: 'FREQ=HOURLY' })
        .error?.issues[0],
    ).toMatchObject({ path: ['handOver'] });
  });

  it('is a calendar that others subscribe to', () => {
    const title = `Zahlungen, erste Linie; ${'größer '.repeat(20)}`.trim();
    const rotation = rotationWith({ title });
    const text = rotationCalendar(rotation, shiftsOf(rotation, [], january), {
      stampedAt: january.from,
      nameOf: ref => ref.split('/')[1],
    });
    const lines = text.split('\r\n');
    expect(lines.at(-1)).toBe('');
    lines.forEach(line =>
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75),
    );
    const unfolded = text.replace(/\r\n /g, '');
    expect(unfolded.match(/BEGIN:VEVENT/g)).toHaveLength(4);
    expect(unfolded).toContain('DTSTART:20260105T080000Z');
    expect(unfolded).toContain('SUMMARY:Zahlungen\\, erste Linie\\; größer');
  });
});
