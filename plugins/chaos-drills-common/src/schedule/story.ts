import {
  ClaimBookOf,
  person,
  record,
  refusedStep,
  say,
  StoryKind,
  time,
} from '@countersign/plugin-governance-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { DrillActor, DrillVerdict } from '../drill/judge';
import { scheduleEntrySchemas as schemas } from './entries';
import { foldSchedule } from './fold';
import { judgeOccasion, judgePause, judgeTurnOn } from './judge';
import {
  experimentOfSchedule,
  ScheduleFacts,
  scheduleOff,
  ScheduleState,
} from './model';

/** What the story of a schedule is asked, in the order in which it is told. */
const claims = {
  opened: 'The story begins when somebody turned this schedule on',
  readable: 'Every entry has the form of its type and is about this schedule',
  turned: 'A person turned it on, and it was paused only while it was on',
  planned:
    'Each window has one drill, planned while the schedule was on and before the window began',
};
type Claim = keyof typeof claims;

const idle: Record<Claim, string> = {
  opened: 'There are no entries.',
  readable: 'There are no entries.',
  turned: 'Nobody turned it on.',
  planned: 'No drill was planned.',
};

const OPENING = 'schedule.turned_on';

function isType(type: string): type is keyof typeof schemas {
  return Object.hasOwn(schemas, type);
}

/** Whether the judge would have let an entry be, and under which claim that stands. */
function judged(
  { type, actor, data, occurredAt }: LedgerEntry,
  facts: ScheduleFacts,
): [Claim, DrillVerdict] {
  const by = actor.startsWith('user:') ? 'person' : 'service';
  const asker: DrillActor = { ref: actor, by };
  switch (type) {
    case 'schedule.turned_on':
      return ['turned', judgeTurnOn(facts, asker)];
    case 'schedule.paused':
      return ['turned', judgePause(facts)];
    default:
      // How the drill before stood then is in that drill's own story.
      return [
        'planned',
        judgeOccasion(facts, schemas['schedule.planned'].parse(data), {
          at: occurredAt,
        }),
      ];
  }
}

function passed({ type, actor, data }: LedgerEntry) {
  if (type !== 'schedule.planned') return say`Done by ${person(actor)}.`;
  const { drill, start } = schemas[type].parse(data);
  return say`${record(drill)} for ${time(start)}.`;
}

/** How whoever verifies evidence judges what a log says of schedules. */
export const scheduleStories: StoryKind<Claim, ScheduleState> = {
  prefix: 'drill-schedule',
  names: subject => experimentOfSchedule(subject) !== undefined,
  opening: OPENING,
  judge: entries => {
    const subject = entries[0]?.subject ?? '';
    const experiment = experimentOfSchedule(subject) ?? '';
    const book = new ClaimBookOf<Claim>(claims);
    let facts = scheduleOff(experiment);
    entries.forEach((entry, i) => {
      const { id, type, actor, data } = entry;
      const isReadable =
        isType(type) &&
        entry.subject === subject &&
        schemas[type].safeParse(data).success;
      book.check(
        'readable',
        isReadable,
        {
          pass: 'All are.',
          fail: `${type} about ${entry.subject} is none of this schedule.`,
        },
        id,
      );
      if (!isReadable) return;
      if (i === 0) {
        book.check(
          'opened',
          type === OPENING,
          {
            pass: say`Turned on by ${person(actor)}.`,
            fail: `${type} comes before anybody turned it on.`,
          },
          id,
        );
      }
      const [claim, verdict] = judged(entry, facts);
      book.check(
        claim,
        verdict.ok,
        {
          pass: passed(entry),
          fail: verdict.ok ? '' : refusedStep(entry, verdict.refusal),
        },
        id,
      );
      facts = foldSchedule(facts, entry);
    });
    const told = book.claims(idle);
    return {
      subject,
      title: `Schedule of ${experiment}`,
      state: facts.state,
      rules: 1,
      holds: entries.length > 0 && told.every(({ holds }) => holds),
      claims: told,
    };
  },
  limits: [
    'Which windows its file named at the time: that is in the history of the file.',
    'What became of its drills: their own stories say it.',
  ],
};
