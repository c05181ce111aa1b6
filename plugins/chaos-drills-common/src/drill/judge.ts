import {
  CallerKind,
  record,
  Refusal,
  refuse,
  say,
} from '@countersign/plugin-governance-common';
import { budgetRefusal } from './budgetRefusal';
import { StartWorld } from './entries';
import { ChangeReport, DrillFacts, Measurement, Pull } from './model';

/** Who asks. */
export interface DrillActor {
  ref: string;
  by: CallerKind;
}

/** Whether something may be done, and if not why. */
export type DrillVerdict = { ok: true } | { ok: false; refusal: Refusal };

/** Everything that keeps a drill from starting, so that its page can list it; empty where it may start. */
export function startRefusals(
  facts: DrillFacts,
  world: StartWorld,
  actor: DrillActor,
): Refusal[] {
  return [
    state(facts, ['planned'], 'starts'),
    somebody(actor),
    lever(world),
    change(facts, world),
    ...world.freezes.map(freeze),
    hours(world),
    ...world.incidents.map(({ number, entity }) =>
      refusal(
        'incident',
        say`${record(number)} is open on ${entity}.`,
        'Wait until it is resolved: a drill would hide it, or make it worse.',
      ),
    ),
    ...facts.budgets.map(claim => budgetRefusal(claim, world)),
    ...world.running.map(({ number, target }) =>
      refusal(
        'running',
        say`${record(number)} runs on ${target} already.`,
        say`Wait until ${record(number)} is over, or stop it.`,
      ),
    ),
    targets(facts, world),
  ].filter(found => found !== undefined);
}

/** Whether a drill may start now: with the first of what keeps it from it. */
export function judgeStart(
  facts: DrillFacts,
  world: StartWorld,
  actor: DrillActor,
): DrillVerdict {
  return verdict(startRefusals(facts, world, actor)[0]);
}

/** What is repeated is over, and the same: otherwise the second run says nothing about the first. */
export function judgeRetest(
  planned: Pick<DrillFacts, 'entity' | 'scenario'>,
  repeated: DrillFacts,
): DrillVerdict {
  const { number, entity, scenario } = repeated;
  return verdict(
    state(repeated, ['ended'], 'is repeated') ??
      (entity === planned.entity && scenario === planned.scenario
        ? undefined
        : refusal(
            'retest',
            say`${record(number)} is about ${
              scenario ?? 'nothing'
            } of ${entity}.`,
            say`Choose an experiment of that scenario and entity, or plan a drill that is no retest.`,
          )),
  );
}

/** Stopping is safe, so everybody who may do it at all can, machines too; once is enough. */
export function judgeStop(facts: DrillFacts): DrillVerdict {
  return verdict(
    state(facts, ['running'], 'is stopped') ??
      (facts.stop
        ? refusal(
            'state',
            say`${record(facts.number)} is being stopped already.`,
            'Wait until its faults have ended and it has rolled back.',
          )
        : undefined),
  );
}

/** What began is stopped and never canceled: that it ran stays on the record. */
export function judgeCancel(
  facts: DrillFacts,
  actor: DrillActor,
): DrillVerdict {
  return verdict(
    state(facts, ['planned'], 'is canceled') ??
      person(actor, 'cancels a drill'),
  );
}

/** Whoever planned a drill by a schedule takes it back when nobody has started it in its window. */
export function judgeTakeBack(
  facts: DrillFacts,
  { ref }: Pick<DrillActor, 'ref'>,
  at: string,
): DrillVerdict {
  const { schedule, plannedBy, number } = facts;
  return verdict(
    state(facts, ['planned'], 'is taken back') ??
      (schedule && plannedBy === ref && schedule.end <= at
        ? undefined
        : refusal(
            'window',
            say`The window of ${record(number)} is not over.`,
            'Wait until it is, or have a person cancel the drill.',
          )),
  );
}

/** The lever stops all drills and keeps others from starting: everybody who may pull it can, machines too, and several can hold it. */
export function judgePull(): DrillVerdict {
  return { ok: true };
}

/** A person releases it, and names each pull that holds it: who pulled meanwhile is not overruled unseen. */
export function judgeRelease(
  pulls: readonly Pull[],
  named: readonly string[],
  actor: DrillActor,
): DrillVerdict {
  const byPerson = person(actor, 'releases the lever');
  if (byPerson) return verdict(byPerson);
  if (pulls.length === 0) {
    return refuse(
      'lever',
      'The lever is not pulled.',
      'Nothing is to be done.',
    );
  }
  const unknown = named.filter(id => !pulls.some(pull => pull.id === id));
  const unseen = pulls.filter(({ id }) => !named.includes(id));
  if (unknown.length === 0 && unseen.length === 0) return { ok: true };
  return refuse(
    'lever',
    unseen.length > 0
      ? say`The lever is also held by ${unseen[0].by}: ${unseen[0].reason}`
      : 'One of these pulls was released already.',
    'Look at who holds the lever now, and release it again.',
  );
}

/** It is measured once, when it is over; an alert is missed only where one was predicted. */
export function judgeMeasurement(
  facts: DrillFacts,
  { predicted, measured, missed }: Measurement,
): DrillVerdict {
  return verdict(
    state(facts, ['ended'], 'is measured') ??
      (facts.measurement
        ? refusal(
            'state',
            say`${record(facts.number)} is measured already.`,
            'Nothing is to be done.',
          )
        : undefined) ??
      (missed && (predicted === undefined || measured !== undefined)
        ? refusal(
            'detection',
            'An alert is missed only where one was predicted and none fired.',
            'Say what was predicted, and that nothing was measured.',
          )
        : undefined),
  );
}

/** People answer an alert, so there is one, and the answer is kept once. */
export function judgeResponse(facts: DrillFacts): DrillVerdict {
  return verdict(
    facts.measurement?.alert === undefined
      ? refusal(
          'state',
          say`No alert of ${record(facts.number)} is known.`,
          'Wait until its detection is measured.',
        )
      : facts.response &&
          refusal(
            'state',
            say`How people answered ${record(facts.number)} is known already.`,
            'Nothing is to be done.',
          ),
  );
}

/** What ran is reported once, to the change that permitted it. */
export function judgeReport(
  facts: DrillFacts,
  { change: named }: Pick<ChangeReport, 'change'>,
): DrillVerdict {
  return verdict(
    state(facts, ['ended'], 'is reported') ??
      (facts.change === named
        ? undefined
        : refusal(
            'change',
            say`${record(named)} is not the change of ${record(facts.number)}.`,
            'Report it to the change that permitted it.',
          )) ??
      (facts.report
        ? refusal(
            'state',
            say`${record(facts.number)} is reported already.`,
            'Nothing is to be done.',
          )
        : undefined),
  );
}

/** Whoever watched may say so, machines too, and lessons come long after. */
export function judgeNote(): DrillVerdict {
  return { ok: true };
}

function change(
  { change: named, number }: DrillFacts,
  { change: found }: StartWorld,
): Refusal | undefined {
  if (named === undefined) {
    return refusal(
      'change',
      say`${record(number)} names no change.`,
      'Open a change for it, have it approved, and plan the drill with its number.',
    );
  }
  return found?.number === named && found.mayGoAhead
    ? undefined
    : refusal(
        'change',
        found?.why === undefined
          ? say`${record(named)} may not go ahead now.`
          : say`${record(named)} may not go ahead now: ${found.why}`,
        say`Do what ${record(named)} still needs, and start within its window.`,
      );
}

function freeze({ title, until }: StartWorld['freezes'][number]): Refusal {
  return refusal(
    'freeze',
    `The freeze ${title} holds.`,
    until === undefined ? 'Wait until it is over.' : `Wait until ${until}.`,
  );
}

function hours({ hours: { open, opensAt } }: StartWorld): Refusal | undefined {
  if (open) return undefined;
  return refusal(
    'hours',
    'Drills are not allowed at this hour.',
    opensAt === undefined
      ? 'Ask an administrator for hours in which they are.'
      : `Start it at ${opensAt}.`,
  );
}

function lever({ pulls }: StartWorld): Refusal | undefined {
  return pulls.length > 0
    ? refusal(
        'lever',
        'The lever is pulled: no drill starts.',
        'Ask whoever holds it to release it.',
      )
    : undefined;
}

function targets(
  { targets: shown }: DrillFacts,
  { targets: now }: StartWorld,
): Refusal | undefined {
  const isSame =
    shown.length === now.length && shown.every(each => now.includes(each));
  return isSame
    ? undefined
    : refusal(
        'targets',
        `The targets are others than those that were shown: ${
          now.join(', ') || 'none'
        }.`,
        'Plan the drill again with the targets as they are now.',
      );
}

function state(
  { number, state: is }: DrillFacts,
  wanted: readonly DrillFacts['state'][],
  verb: string,
): Refusal | undefined {
  return wanted.includes(is)
    ? undefined
    : refusal(
        'state',
        say`${record(number)} is ${is}: only one that is ${wanted.join(
          ' or ',
        )} ${verb}.`,
        'Plan another drill.',
      );
}

function person({ by }: DrillActor, does: string): Refusal | undefined {
  return by === 'person'
    ? undefined
    : refusal(
        'person',
        `Only a person ${does}.`,
        'Open it in the portal and do it yourself.',
      );
}

/** Whom a template or an assistant asks for may start one too: what it relies on, people decided. A plain machine never does. */
function somebody({ by }: DrillActor): Refusal | undefined {
  return by === 'person' || by === 'assisted'
    ? undefined
    : refusal(
        'person',
        'No machine starts a drill by itself.',
        'Start it yourself, in the portal or by a template.',
      );
}

function refusal(...given: Parameters<typeof refuse>): Refusal {
  return refuse(...given).refusal;
}

function verdict(found: Refusal | undefined): DrillVerdict {
  return found ? { ok: false, refusal: found } : { ok: true };
}
