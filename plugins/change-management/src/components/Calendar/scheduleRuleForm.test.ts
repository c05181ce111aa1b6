import { DateTime } from 'luxon';
import {
  checkScheduleRuleForm,
  emptyScheduleRuleForm,
  firstTimes,
  ScheduleRuleForm,
} from './scheduleRuleForm';

const form: ScheduleRuleForm = {
  ...emptyScheduleRuleForm(DateTime.fromISO('2026-11-20T12:00:00Z'), 'freeze'),
  title: 'Quarter end',
  start: '2026-12-30T18:00',
  end: '2027-01-02T06:00',
  timeZone: 'Europe/Berlin',
};

describe('checkScheduleRuleForm', () => {
  it('reads the wall clock in the zone of the rule, not in that of the reader', () => {
    expect(checkScheduleRuleForm(form).input).toMatchObject({
      start: '2026-12-30T17:00:00.000Z',
      end: '2027-01-02T05:00:00.000Z',
      timeZone: 'Europe/Berlin',
    });
  });

  it('takes items that were picked, also together with a filter', () => {
    const items = ['resource:default/orders-db', 'component:default/cart'];
    const picked = { entityRef: { $in: items } };
    expect(checkScheduleRuleForm({ ...form, items }).input?.scope).toEqual(
      picked,
    );
    expect(
      checkScheduleRuleForm({ ...form, items, scope: 'tier: tier-1' }).input
        ?.scope,
    ).toEqual({ $all: [picked, { tier: 'tier-1' }] });
  });

  it('reads a scope as YAML and as JSON', () => {
    const scope = { kind: 'resource' };
    for (const text of ['kind: resource', '{"kind":"resource"}']) {
      expect(
        checkScheduleRuleForm({ ...form, scope: text }).input,
      ).toMatchObject({ scope });
    }
  });

  it('names the first time of a recurrence beside a start that is none of them', () => {
    const weekly = {
      ...form.recurrence,
      mode: 'weekly' as const,
      weekdays: ['FR' as const],
    };
    const { errors } = checkScheduleRuleForm({ ...form, recurrence: weekly });
    expect(errors).toEqual({
      start: expect.stringContaining('the first is Fri 1 January 2027, 18:00'),
    });
    expect(
      checkScheduleRuleForm({
        ...form,
        start: '2027-01-01T18:00',
        recurrence: weekly,
      }).input,
    ).toMatchObject({ rrule: 'FREQ=WEEKLY;BYDAY=FR' });
  });

  it.each<[string, Partial<ScheduleRuleForm>]>([
    ['title', { title: 'x' }],
    ['end', { end: '2026-12-30T18:00' }],
    ['start', { start: '' }],
    ['timeZone', { timeZone: 'Europe/Atlantis' }],
    ['scope', { scope: '{"kind":' }],
    ['environments', { environments: ['Production!'] }],
    ['rrule', { recurrence: { ...form.recurrence, mode: 'raw', raw: '' } }],
    [
      'rrule',
      {
        recurrence: {
          ...form.recurrence,
          mode: 'weekly',
          until: '2026-12-01',
        },
      },
    ],
    [
      'rrule',
      {
        recurrence: {
          ...form.recurrence,
          mode: 'raw',
          raw: 'FREQ=WEEKLY;BYDAY=XX',
        },
      },
    ],
  ])('says what is wrong beside %s', (field, wrong) => {
    const { errors } = checkScheduleRuleForm({ ...form, ...wrong });
    expect(errors).toHaveProperty(field);
    expect(Object.values(errors!).join()).not.toMatch(
      /expected|received|invalid input|too (small|big)/i,
    );
  });
});

describe('firstTimes', () => {
  const evening = {
    ...form,
    start: '2026-11-27T22:00',
    end: '2026-11-28T00:00',
  };

  it('are the next dates of a series, and the one of a rule that happens once', () => {
    const fridays = {
      ...form.recurrence,
      mode: 'weekly' as const,
      weekdays: ['FR' as const],
    };
    expect(
      firstTimes({ ...evening, recurrence: fridays }, 3).map(w => w.start),
    ).toEqual([
      '2026-11-27T21:00:00.000Z',
      '2026-12-04T21:00:00.000Z',
      '2026-12-11T21:00:00.000Z',
    ]);
    expect(firstTimes(evening, 3)).toHaveLength(1);
  });

  it('are none while the times are wrong, whatever else is', () => {
    expect(firstTimes({ ...evening, end: evening.start }, 3)).toEqual([]);
    expect(firstTimes({ ...evening, title: '' }, 3)).toHaveLength(1);
  });
});
