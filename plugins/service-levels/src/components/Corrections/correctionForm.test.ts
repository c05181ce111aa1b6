import { DateTime } from 'luxon';
import {
  checkCorrectionForm,
  CorrectionForm,
  emptyCorrectionForm,
  firstTimes,
  sharedWith,
} from './correctionForm';

const words = { badTime: 'time', badOrder: 'order', badZone: 'zone' };
const now = DateTime.fromISO('2026-03-27T10:20', { zone: 'Europe/Berlin' });
const form = (fields: Partial<CorrectionForm> = {}): CorrectionForm => ({
  ...emptyCorrectionForm(now, 'pay'),
  reason: 'The database moves to its new home.',
  ...fields,
});
const weekly = { ...emptyCorrectionForm(now, 'pay').recurrence };

describe('the form of a correction', () => {
  it('is an hour that is announced early enough, in the reader’s own zone', () => {
    expect(checkCorrectionForm(form(), words)).toEqual({
      errors: {},
      input: {
        kind: 'maintenance',
        reason: 'The database moves to its new home.',
        objectives: ['pay'],
        window: {
          start: '2026-03-27T11:00:00.000Z',
          end: '2026-03-27T12:00:00.000Z',
        },
        timeZone: 'Europe/Berlin',
      },
    });
  });

  it('keeps the time of day of what recurs when clocks change', () => {
    const { input } = checkCorrectionForm(
      form({
        start: '2026-03-28T01:00',
        end: '2026-03-28T01:30',
        recurrence: { ...weekly, mode: 'weekly', weekdays: ['SA', 'SU'] },
      }),
      words,
    );
    expect(input?.rrule).toBe('FREQ=WEEKLY;BYDAY=SA,SU');
    expect(firstTimes(input, 4).map(({ start }) => start)).toEqual([
      '2026-03-28T00:00:00.000Z',
      '2026-03-29T00:00:00.000Z',
      // A week later it is summer.
      '2026-04-03T23:00:00.000Z',
      '2026-04-04T23:00:00.000Z',
    ]);
  });

  it('takes the window of a change, and then no other', () => {
    const { input } = checkCorrectionForm(
      form({ source: 'change', change: ' chg0000042 ', kind: 'deployment' }),
      words,
    );
    expect(input).toMatchObject({ change: 'CHG0000042' });
    expect(input).not.toHaveProperty('window');
  });

  it('knows what leaves out some of the same time already', () => {
    const { input } = checkCorrectionForm(form(), words);
    const { start, end } = input!.window!;
    const placed = (number: string, window: object, more: object = {}) => ({
      ...{ number, timeZone: 'UTC', window: { start, end, ...window } },
      ...more,
    });
    const dayBefore = DateTime.fromISO(start).minus({ days: 1 });
    const shared = sharedWith(input, [
      placed('COR1', {}),
      placed('COR2', { start: end, end: '2100-01-01T00:00:00.000Z' }),
      placed(
        'COR3',
        {
          start: dayBefore.toUTC().toISO()!,
          end: dayBefore.plus({ minutes: 1 }).toUTC().toISO()!,
        },
        { rrule: 'FREQ=DAILY' },
      ),
    ]);
    expect(shared.map(({ number }) => number)).toEqual(['COR1', 'COR3']);
    expect(sharedWith(undefined, shared)).toEqual([]);
  });

  it.each<[Partial<CorrectionForm>, object]>([
    [{ reason: 'so' }, { reason: expect.stringContaining('say why') }],
    [{ objectives: [] }, { objectives: 'must name an objective' }],
    [{ start: '' }, { start: 'time' }],
    [{ end: '2026-03-27T09:00' }, { end: 'order' }],
    [{ timeZone: 'Berlin' }, { timeZone: 'zone' }],
    [{ source: 'change', change: '42' }, { change: expect.any(String) }],
  ])('says beside its field what is wrong with %j', (fields, errors) => {
    const checked = checkCorrectionForm(form(fields), words);
    expect(checked.errors).toMatchObject(errors);
    expect(checked.input).toBeUndefined();
  });
});
