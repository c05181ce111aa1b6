import {
  ClaimBookOf,
  person,
  refusedStep,
  say,
  StoryKind,
  tellStory,
} from '@countersign/plugin-governance-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { drillEntries } from './entries';
import { foldDrill } from './fold';
import {
  DrillActor,
  DrillVerdict,
  judgeCancel,
  judgeMeasurement,
  judgeReport,
  judgeResponse,
  judgeStart,
  judgeStop,
  judgeTakeBack,
} from './judge';
import { DrillFacts, drillNumber, DrillState } from './model';

/** What the story of a drill is asked, in the order in which it is told. */
const claims = {
  opened: 'The story begins with the planning of this drill, and has no other',
  readable: 'Every entry has the form of its type and is about this drill',
  started: 'It started once, and all that has to hold before a start held',
  ended: 'What began ended once, and nothing was canceled that had begun',
  measured:
    'Its detection and the answer were measured once, after it had ended',
  reported: 'Its run was reported once, to the change that permitted it',
};
type Claim = keyof typeof claims;

const idle: Record<Claim, string> = {
  opened: 'There are no entries.',
  readable: 'There are no entries.',
  started: 'It did not start.',
  ended: 'It is not over.',
  measured: 'Its detection is not measured yet.',
  reported: 'It is not reported to a change.',
};

function tellStep(
  entry: LedgerEntry,
  facts: DrillFacts,
  book: ClaimBookOf<Claim>,
): void {
  const { type, actor, data, id, occurredAt } = entry;
  const told = (claim: Claim, verdict: DrillVerdict, done: string) =>
    book.check(
      claim,
      verdict.ok,
      {
        pass: say`${done} by ${person(actor)}.`,
        fail: verdict.ok ? '' : refusedStep(entry, verdict.refusal),
      },
      id,
    );
  const by = actor.startsWith('user:') ? 'person' : 'service';
  const asker: DrillActor = { ref: actor, by };
  switch (type) {
    case 'drill.started': {
      const { world } = drillEntries.schemas[type].parse(data);
      told('started', judgeStart(facts, world, asker), 'Started');
      break;
    }
    case 'drill.stop_asked': {
      const { pull } = drillEntries.schemas[type].parse(data);
      told(
        'ended',
        judgeStop(facts),
        pull === undefined ? 'Stopped' : 'Stopped by the lever, pulled',
      );
      break;
    }
    case 'drill.canceled':
      told(
        'ended',
        by === 'person'
          ? judgeCancel(facts, asker)
          : judgeTakeBack(facts, asker, occurredAt),
        'Canceled',
      );
      break;
    case 'drill.ended':
      book.check(
        'ended',
        facts.state === 'running',
        {
          pass: 'It ended after it had started.',
          fail: `It ended while it was ${facts.state}.`,
        },
        id,
      );
      break;
    case 'drill.measured': {
      const found = drillEntries.schemas[type].parse(data);
      told('measured', judgeMeasurement(facts, found), 'Measured');
      break;
    }
    case 'drill.responded':
      told('measured', judgeResponse(facts), 'Answered');
      break;
    case 'drill.reported': {
      const report = drillEntries.schemas[type].parse(data);
      told('reported', judgeReport(facts, report), 'Reported');
      break;
    }
    default:
  }
}

/** How whoever verifies evidence judges what a log says of drills. */
export const drillStories: StoryKind<Claim, DrillState> = {
  prefix: drillNumber.prefix,
  opening: 'drill.planned',
  judge: entries =>
    tellStory<Claim, DrillFacts>(entries, {
      noun: 'drill',
      opening: 'drill.planned',
      schemas: drillEntries.schemas,
      ...{ claims, idle, tellStep },
      apply: foldDrill,
    }),
  limits: [
    'That targets did what they said: their answers were kept as they came.',
    'What the journal says of times before the portal wrote them down.',
  ],
};
