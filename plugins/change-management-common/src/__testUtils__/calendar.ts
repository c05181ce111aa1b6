import { CalendarChange, ScheduleRule } from '../model';

/** A scheduled change for tests, Tuesday 22:00 to midnight UTC. */
export function calendarChange(
  fields: Partial<CalendarChange> = {},
): CalendarChange {
  return {
    id: '00000000-0000-4000-8000-000000000042',
    number: 'CHG0000042',
    title: 'Resize the database',
    state: 'scheduled',
    type: 'normal',
    window: {
      start: '2026-11-24T22:00:00.000Z',
      end: '2026-11-25T00:00:00.000Z',
    },
    items: ['resource:default/orders-db'],
    environment: 'production',
    requester: 'user:default/rae',
    approvalStatus: 'approved',
    ...fields,
  };
}

/** A freeze of one week for tests, over everything. */
export function scheduleRule(fields: Partial<ScheduleRule> = {}): ScheduleRule {
  return {
    id: 'rule-1',
    kind: 'freeze',
    title: 'Black Friday',
    description: '',
    start: '2026-11-23T00:00:00.000Z',
    end: '2026-11-30T00:00:00.000Z',
    timeZone: 'UTC',
    environments: [],
    allowEmergency: true,
    createdBy: 'user:default/rae',
    createdAt: '2026-11-01T00:00:00.000Z',
    demo: false,
    ...fields,
  };
}
