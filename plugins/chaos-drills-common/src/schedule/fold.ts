import { scheduleEntrySchemas as schemas } from './entries';
import { ScheduleFacts } from './model';

/** What becomes of a schedule by one more entry. Entries of a form that is none change nothing. */
export function foldSchedule(
  facts: ScheduleFacts,
  {
    type,
    actor,
    occurredAt,
    data,
  }: { type: string; actor: string; occurredAt: string; data: unknown },
): ScheduleFacts {
  const { reason: _, ...rest } = facts;
  const turned = { by: actor, at: occurredAt };
  switch (type) {
    case 'schedule.turned_on':
      return {
        ...{ ...rest, ...turned, state: 'on', requester: actor },
        since: facts.since ?? occurredAt,
      };
    case 'schedule.paused': {
      const read = schemas[type].safeParse(data);
      return read.success
        ? { ...rest, ...turned, state: 'paused', reason: read.data.reason }
        : facts;
    }
    case 'schedule.planned': {
      const read = schemas[type].safeParse(data);
      return read.success ? { ...facts, last: read.data } : facts;
    }
    default:
      return facts;
  }
}
