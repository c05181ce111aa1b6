import {
  conclusions,
  FindingVerb,
  findingVerbs,
  RequestVerb,
  requestVerbs,
  runVerbs,
} from '@countersign/plugin-compliance-evidence-common';
import { Random } from '@countersign/plugin-governance-test-utils';
import { drawKeeping, Kept } from './drawKeeping';
import {
  clusters,
  mailFates,
  Move,
  Player,
  players,
  Quarter,
  quarters,
} from './moves';

/** What leads on from each state of a finding, and what somebody may try who wants it gone. */
const onward: Record<string, readonly FindingVerb[]> = {
  open: ['explain', 'accept', 'remediate', 'close', 'assign'],
  explained: ['accept', 'accept', 'remediate', 'close', 'reopen'],
  accepted: ['revoke-acceptance', 'remediate', 'close', 'explain', 'accept'],
  remediating: ['close', 'close', 'accept', 'reopen'],
  closed: ['reopen', 'close', 'explain'],
};

const answering: Record<string, readonly RequestVerb[]> = {
  open: ['answer', 'answer', 'withdraw', 'accept'],
  answered: ['accept', 'return', 'return', 'withdraw', 'answer'],
};

/** Machines decide nothing, and try now and then. */
const person = (random: Random): Player =>
  random.chance(0.88)
    ? random.pick(['mia', 'olive', 'omar', 'aud', 'pat'] as const)
    : random.pick(players);

const several = (random: Random): Player[] =>
  random.chance(0.12) ? [person(random), person(random)] : [person(random)];

/** Mostly the last one. */
const back = (random: Random) => (random.chance(0.6) ? 0 : random.below(4));

/** A finding: where it stands, of which grant, and the run that no longer shows it, counted from the last one. */
export interface StandingFinding {
  state: string;
  grant: number;
  absentRun?: number;
  /** Runs that did not show its grant, whether or not they speak for its being gone. */
  tempting: readonly number[];
}

/** A run: where it stands, what it is about, and who made it, whoever took it up again last. */
export interface StandingRun {
  state: string;
  kept: Kept;
  /** Who asked that its evidence be erased. */
  wantedGoneBy?: Player;
  quarter: Quarter;
  makers: readonly Player[];
}

/** What stands in a game, for somebody to go on with. */
export interface Standing {
  opening: boolean;
  /** States of each kind of record, the last one first. */
  findings: readonly StandingFinding[];
  requests: readonly string[];
  attestations: readonly string[];
  runs: readonly StandingRun[];
}

/** What somebody does next. */
export function drawMove(random: Random, standing: Standing): Move {
  const { opening, findings, requests, attestations, runs } = standing;
  const is = (...states: string[]) =>
    runs.some(each => states.includes(each.state));
  const isWaiting = is('queued', 'running');
  const isClosed = findings.some(({ state }) => state === 'closed');
  const what = random.weighted({
    run: opening || !isWaiting ? 6 : 1,
    take: isWaiting ? 6 : 0.3,
    work: isWaiting ? 9 : 0.3,
    // What was closed may come back.
    violate: isClosed ? 4 : 2,
    mend: 2.5,
    'act-run': is('failed') ? 3 : 1,
    keep: is('completed', 'failed', 'canceled') ? 2.5 : 0.2,
    'erase-due': 0.5,
    finding: findings.length > 0 ? 9 : 0.2,
    'open-request': 0.6,
    request: requests.length > 0 ? 3 : 0.1,
    attest: is('completed') ? 3 : 0.2,
    withdraw: attestations.includes('attested') ? 3 : 0.1,
  });
  const hand = random.pick([0, 0, 1] as const);
  switch (what) {
    case 'violate':
      return { do: 'violate', grant: oneOf(random, findings, 'closed') };
    case 'mend':
      return { do: 'mend', grant: oneOf(random, findings, 'open') };
    case 'run':
      return {
        do: 'run',
        who: random.chance(0.7) ? 'mia' : random.pick(players),
        quarter: random.pick(['2026Q3', '2026Q3', '2026Q3', ...quarters]),
        clusters: random.pick([[], [], [...clusters], [random.pick(clusters)]]),
      };
    case 'take':
      return { do: 'take', hand, slow: random.chance(0.2) };
    case 'work':
      return {
        do: 'work',
        hand,
        phases: random.pick([1, 3, 7, 7]),
        source: random.weighted({ up: 7, half: 2, down: 2 }),
        mail: random.chance(0.8) ? 'sent' : random.pick(mailFates),
      };
    case 'act-run':
      return { do: 'act-run', ...drawRunVerb(random, runs) };
    case 'keep':
      return {
        do: 'keep',
        who: several(random),
        ...drawKeeping(random, runs, back(random)),
      };
    case 'erase-due':
      return { do: 'erase-due' };
    case 'finding':
      return drawFinding(random, findings);
    case 'open-request':
      return {
        do: 'open-request',
        who: random.chance(0.7) ? 'aud' : random.pick(players),
      };
    case 'request': {
      const request = back(random);
      return {
        do: 'request',
        who: random.chance(0.4) ? ['aud'] : several(random),
        verb: random.pick(
          random.chance(0.75)
            ? answering[requests[request]] ?? requestVerbs
            : requestVerbs,
        ),
        request,
      };
    }
    case 'attest':
      return (
        drawTempted(random, runs) ?? {
          do: 'attest',
          who: random.chance(0.6)
            ? [random.pick(['mia', 'olive', 'omar'] as const)]
            : several(random),
          run: back(random),
          quarter: random.pick(['2026Q3', '2026Q3', ...quarters]),
          conclusion: random.pick(conclusions),
        }
      );
    default:
      return {
        do: 'withdraw',
        who: random.pick(['mia', 'olive', 'omar', person(random)]),
        attestation: random.below(2),
      };
  }
}

/** What failed is taken up again, also when other runs came after it; now and then a machine sends what went out already. */
function drawRunVerb(
  random: Random,
  runs: readonly StandingRun[],
): Pick<Extract<Move, { do: 'act-run' }>, 'who' | 'verb' | 'run'> {
  const ended = runs.findIndex(({ state }) =>
    ['completed', 'failed'].includes(state),
  );
  if (ended >= 0 && random.chance(0.15)) {
    const who = [random.pick(['assistant', 'pipeline'] as const)];
    return { who, verb: 'deliver', run: ended };
  }
  const failed = runs.findIndex(({ state }) => state === 'failed');
  return failed >= 0 && random.chance(0.6)
    ? { who: several(random), verb: 'retry', run: failed }
    : {
        who: several(random),
        verb: random.pick(runVerbs),
        run: back(random),
      };
}

/** Whoever took a run up again, or asked for it, attests to it. */
function drawTempted(
  random: Random,
  runs: readonly StandingRun[],
): Move | undefined {
  const complete = (least: number) =>
    runs.findIndex(
      ({ state, makers }) => state === 'completed' && makers.length >= least,
    );
  const retried = complete(2);
  const run = retried >= 0 ? retried : complete(1);
  if (run < 0 || !random.chance(0.35)) return undefined;
  const { makers, quarter } = runs[run];
  return {
    do: 'attest',
    who: [makers[makers.length - 1]],
    ...{ run, quarter, conclusion: random.pick(conclusions) },
  };
}

/** Mostly the grant of a finding in this state. */
function oneOf(
  random: Random,
  findings: readonly StandingFinding[],
  state: string,
): number {
  const found = findings.filter(each => each.state === state);
  return found.length > 0 && random.chance(0.6)
    ? random.pick(found).grant
    : random.below(4);
}

function drawFinding(
  random: Random,
  findings: readonly StandingFinding[],
): Move {
  const gone = findings.findIndex(
    ({ state, absentRun }) => state !== 'closed' && absentRun !== undefined,
  );
  if (gone >= 0 && random.chance(0.3)) {
    return {
      do: 'finding',
      who: several(random),
      verb: 'close',
      finding: gone,
      run: findings[gone].absentRun!,
      bare: false,
      days: 1,
    };
  }
  const explained = findings.findIndex(({ state }) => state === 'explained');
  if (explained >= 0 && random.chance(0.2)) {
    return {
      do: 'finding',
      who: several(random),
      verb: 'close',
      finding: explained,
      run: 0,
      bare: true,
      days: 1,
    };
  }
  const tempted = findings.findIndex(
    ({ state, tempting }) => state !== 'closed' && tempting.length > 0,
  );
  if (tempted >= 0 && random.chance(0.15)) {
    return {
      do: 'finding',
      who: [person(random)],
      verb: 'close',
      finding: tempted,
      run: random.pick(findings[tempted].tempting),
      bare: false,
      days: 1,
    };
  }
  const finding = random.below(Math.min(3, findings.length + 1));
  return {
    do: 'finding',
    who: several(random),
    verb: random.pick(
      random.chance(0.85)
        ? onward[findings[finding]?.state ?? 'open']
        : findingVerbs,
    ),
    finding,
    run: back(random),
    bare: random.chance(0.3),
    days: random.pick([-1, 0, 1, 1, 30, 365, 400]),
  };
}
