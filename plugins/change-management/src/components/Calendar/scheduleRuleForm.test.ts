import { DateTime } from 'luxon';
import {
  checkScheduleRuleForm,
  emptyScheduleRuleForm,
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

  it.each([
    ['title', { title: 'x' }],
    ['end', { end: '2026-12-30T18:00' }],
    ['start', { start: '' }],
    ['timeZone', { timeZone: 'Europe/Atlantis' }],
    ['scope', { scope: '{"kind":' }],
    ['environments', { environments: 'Production!' }],
    [
      'rrule',
      { recurrence: { ...form.recurrence, mode: 'raw' as const, raw: '' } },
    ],
    [
      'rrule',
      {
        recurrence: {
          ...form.recurrence,
          mode: 'weekly' as const,
          until: '2026-12-01',
        },
      },
    ],
    [
      'rrule',
      {
        recurrence: {
          ...form.recurrence,
          mode: 'raw' as const,
          raw: 'FREQ=WEEKLY;BYDAY=XX',
        },
      },
    ],
  ] as const)('says what is wrong beside %s', (field, wrong) => {
    const { errors } = checkScheduleRuleForm({ ...form, ...wrong });
    expect(errors).toHaveProperty(field);
  });
});
