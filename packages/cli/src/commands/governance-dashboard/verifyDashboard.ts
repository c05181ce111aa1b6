import {
  brokenSubjects,
  DashboardExport,
  dashboardExportSchema,
  DashboardFigure,
} from '@countersign/plugin-governance-common';
import {
  changeNumber,
  derivedChangeFigures,
} from '@countersign/plugin-change-management-common';
import {
  derivedDrillFigures,
  drillNumber,
  onlyStatedOfDrills,
} from '@countersign/plugin-chaos-drills-common';
import {
  derivedComplianceFigures,
  findingNumber,
  onlyStatedOfCompliance,
  requestNumber,
} from '@countersign/plugin-compliance-evidence-common';
import {
  derivedFigures,
  derivedStanding,
  incidentNumber,
  problemNumber,
  StatementData,
  statementEntrySchemas,
} from '@countersign/plugin-incident-management-common';
import { onlyStatedOfObjectives } from '@countersign/plugin-service-levels-common';
import {
  LedgerEntry,
  utf8,
  verifyBundle,
} from '@countersign/plugin-ledger-common';
import { verifyTimeStamps } from '@countersign/plugin-ledger-common/timeStamps';
import { Trust } from '../../input/trust';
import type { FileFinding } from '../Area';
import { knowledge } from '../knowledge';
import { Evidence, evidenceOf, ReadBundle } from '../verify/evidence';
import { evidenceLines } from '../verify/evidenceLines';

/** What of a figure is a claim. */
const parts = ['value', 'n', 'previous', 'previousN'] as const;

/** Records that figures count, by the prefixes of their numbers. */
const counted = [
  changeNumber,
  drillNumber,
  findingNumber,
  incidentNumber,
  problemNumber,
  requestNumber,
].map(({ prefix }) => prefix);

/** Figures that follow from records of a file which says nothing of what it covers: the first such files had no others. */
const coveredAtFirst: Record<string, string[]> = {
  changes: ['closed', 'successRate'],
  drills: ['ended', 'passed', 'missed'],
};

/** Why a figure is only stated, by tile and figure. */
const onlyStated: Record<string, Readonly<Record<string, string>>> = {
  compliance: onlyStatedOfCompliance,
  drills: onlyStatedOfDrills,
  slos: onlyStatedOfObjectives,
};

/** What became of one figure. */
interface JudgedFigure {
  tile: string;
  figure: DashboardFigure;
  /** Worked out again and the same, or another; or there is nothing to work it out from. */
  outcome: 'agrees' | 'differs' | 'stated';
  /** What follows from the evidence, where that is another. */
  derived?: Partial<DashboardFigure>;
  /** Whether what it is compared with is only stated. */
  isNowAlone?: boolean;
  /** Why it is only stated, where that is always so. */
  reason?: string;
}

/**
 * Verifies an exported dashboard: that nothing in it was changed, that its evidence is proven, and that the figures that
 * follow from evidence are those that it shows. Which ones do is for the verifier to say, never for the file.
 */
export async function verifyDashboard(
  file: string,
  content: unknown,
  trust: Trust,
): Promise<FileFinding> {
  const read = dashboardExportSchema.safeParse(content);
  if (!read.success) {
    const [{ path, message }] = read.error.issues;
    return {
      proven: false,
      json: { file, proven: false, problem: message },
      lines: [`${file}: NOT PROVEN`, `  ✘ ${path.join('.')}: ${message}`, ''],
    };
  }
  const dashboard = read.data;
  const broken = brokenSubjects(dashboard);
  const bundles = await Promise.all(
    Object.entries(dashboard.predicate.evidence).map(([name, text]) =>
      bundleOf(`${file}: ${name}`, text, trust),
    ),
  );
  const evidence = evidenceOf(bundles, knowledge);
  const figures = judged(dashboard, evidence);
  const count = (outcome: JudgedFigure['outcome']) =>
    figures.filter(each => each.outcome === outcome).length;
  const proven =
    broken.length === 0 &&
    evidence.every(isAuthentic) &&
    count('differs') === 0 &&
    count('agrees') > 0;
  return {
    proven,
    json: {
      file,
      proven,
      broken,
      figures: figures.map(({ tile, figure, outcome, derived }) => ({
        ...{ tile, id: figure.id, value: figure.value, outcome },
        ...(derived && { derived }),
      })),
      evidence,
    },
    lines: [
      `${file}: ${proven ? 'PROVEN' : 'NOT PROVEN'}, ${count('agrees')} of ${
        figures.length
      } figures; ${count('stated')} are only stated`,
      ...broken.map(
        name => `  ✘ ${name} is not what it was when this was exported.`,
      ),
      ...scopeLines(dashboard),
      ...figures.map(lineOf),
      ...dashboard.predicate.tiles.flatMap(({ area, problem }) =>
        problem === undefined ? [] : [`  – ${area}: no figures. ${problem}`],
      ),
      '  A figure that is only stated is what the portal answered to whoever exported it: nothing here proves it.',
      '',
      ...evidence.flatMap(each =>
        isOneRecord(each) && each.bundle.ok
          ? [recordLine(each)]
          : evidenceLines(each, { hasKeys: trust.trustedKeys.length > 0 }),
      ),
    ],
  };
}

/** Whether it is the evidence of one record that a figure counts. */
function isOneRecord({ stories }: Evidence): boolean {
  return (
    stories.length === 1 &&
    counted.some(prefix => stories[0].subject.startsWith(prefix))
  );
}

/** A record counts if its entries are in the log: also one that broke a rule was closed, or ended. */
function isAuthentic(evidence: Evidence): boolean {
  return isOneRecord(evidence) ? evidence.bundle.ok : evidence.proven;
}

/** Of a hundred records nobody reads every claim: `countersign verify` tells them of a record's own file. */
function recordLine({ file, proven, stories: [{ claims }] }: Evidence): string {
  if (proven) return `${file}: PROVEN`;
  const broken = claims.filter(({ holds }) => !holds);
  return `${file}: its entries are in the log, and say that a rule was broken: ${broken
    .map(({ claim }) => claim)
    .join('; ')}.`;
}

async function bundleOf(
  file: string,
  text: string,
  { trustedKeys, witnessKeys, authorities }: Trust,
): Promise<ReadBundle> {
  const bundle = verifyBundle(utf8(text), { trustedKeys, witnessKeys });
  return {
    file,
    bundle:
      authorities.length > 0
        ? await verifyTimeStamps(bundle, authorities)
        : bundle,
  };
}

function judged(
  dashboard: DashboardExport,
  evidence: readonly Evidence[],
): JudgedFigure[] {
  const derived = derivedBy(dashboard, evidence);
  return dashboard.predicate.tiles.flatMap(({ id, area, answer }) => {
    const own = new Map((derived.get(id) ?? []).map(each => [each.id, each]));
    return (answer?.figures ?? []).map((figure): JudgedFigure => {
      const found = own.get(figure.id);
      const reason = onlyStated[id]?.[figure.id];
      if (!found) return { tile: area, figure, outcome: 'stated', reason };
      const isNowAlone = figure.previous !== undefined && isOfNow(id, found);
      const isSame = parts.every(
        // What a tile does not show is no claim.
        part =>
          ((part === 'n' || part === 'previousN') &&
            figure[part] === undefined) ||
          (isNowAlone && part === 'previous') ||
          figure[part] === found[part],
      );
      return isSame
        ? { tile: area, figure, outcome: 'agrees', isNowAlone }
        : { tile: area, figure, outcome: 'differs', derived: found };
    });
  });
}

/** Figures as they were worked out again. */
type Derived = Pick<DashboardFigure, 'id' | (typeof parts)[number]>[];

/** What follows from evidence, by tile. */
function derivedBy(
  dashboard: DashboardExport,
  evidence: readonly Evidence[],
): Map<string, Derived> {
  const { query } = dashboard.predicate;
  const derived = new Map<string, Derived>(
    Object.entries(derivedByStatements(dashboard, evidence)),
  );
  // Records say nothing of what teams and systems came to.
  if (query.team || query.system) return derived;
  for (const [tile, ofRecords] of derivedByRecords(dashboard, evidence)) {
    derived.set(tile, [...(derived.get(tile) ?? []), ...ofRecords]);
  }
  return derived;
}

/** What follows from the records that are in the file: of the figures alone that the file has all records of. */
function derivedByRecords(
  { predicate: { query, tiles, covered } }: DashboardExport,
  evidence: readonly Evidence[],
): Map<string, Derived> {
  const derivations: Record<string, (at: string) => Derived> = {
    changes: at =>
      derivedChangeFigures(entriesOf(evidence, [changeNumber]), query, at),
    drills: () =>
      derivedDrillFigures(entriesOf(evidence, [drillNumber]), query),
    compliance: at =>
      derivedComplianceFigures(
        entriesOf(evidence, [findingNumber, requestNumber]),
        at,
      ),
    incidents: at =>
      derivedStanding(entriesOf(evidence, [incidentNumber, problemNumber]), at),
  };
  return new Map(
    tiles.flatMap(({ id, answer }): [string, Derived][] => {
      const own = covered ? covered[id] : evidenceCovers(id, evidence);
      if (!answer || !own || !Object.hasOwn(derivations, id)) return [];
      const figures = derivations[id](answer.at);
      return [[id, figures.filter(figure => own.includes(figure.id))]];
    }),
  );
}

/** What a file covers that does not say so, where it has records at all. */
function evidenceCovers(
  tile: string,
  evidence: readonly Evidence[],
): string[] | undefined {
  const number = { changes: changeNumber, drills: drillNumber }[tile];
  return number && entriesOf(evidence, [number]).length > 0
    ? coveredAtFirst[tile]
    : undefined;
}

/** Whether records tell only how it stands now: how many incidents were open once is in no record of those that are. */
function isOfNow(tile: string, { id }: Derived[number]): boolean {
  return tile === 'incidents' && id === 'open';
}

/** The entries of all records of some kinds whose whole story is in the log, each once. */
function entriesOf(
  evidence: readonly Evidence[],
  kinds: readonly { prefix: string }[],
): LedgerEntry[] {
  const isOfThem = (subject: string) =>
    kinds.some(({ prefix }) => subject.startsWith(prefix));
  const entries = evidence.flatMap(({ bundle, stories }) => {
    const told = new Set(stories.map(({ subject }) => subject));
    return (bundle.ok ? bundle.proven?.entries ?? [] : [])
      .map(({ entry }) => entry)
      .filter(({ subject }) => isOfThem(subject) && told.has(subject));
  });
  return [...new Map(entries.map(entry => [entry.id, entry])).values()];
}

/** What follows from the statements of both periods, of the scope that the dashboard says it is about. */
function derivedByStatements(
  { predicate: { query } }: DashboardExport,
  evidence: readonly Evidence[],
) {
  const statements = evidence.flatMap(({ proven, bundle }) =>
    proven ? statementsIn(bundle.proven?.entries ?? []) : [],
  );
  const of = (from: string, to: string) =>
    statements.find(
      stated =>
        isAt(stated.from, from) &&
        isAt(stated.to, to) &&
        !stated.drills &&
        isAbout(stated, query),
    );
  const now = of(query.from, query.to);
  const before = of(query.previousFrom, query.from);
  return now && before ? derivedFigures(now, before) : {};
}

function statementsIn(
  entries: readonly { entry: { type: string; data: unknown } }[],
): StatementData[] {
  return entries.flatMap(({ entry: { type, data } }) => {
    if (type !== 'figures.stated') return [];
    const read = statementEntrySchemas[type].safeParse(data);
    return read.success ? [read.data] : [];
  });
}

/** Whether a statement is narrowed as the dashboard: by its groups and systems, whatever else those came to. */
function isAbout(
  { narrowing }: StatementData,
  { team, system }: DashboardExport['predicate']['query'],
): boolean {
  const covers = (
    asked: readonly string[] | undefined,
    stated: readonly string[] | undefined,
  ) =>
    asked === undefined
      ? stated === undefined
      : stated !== undefined && asked.every(each => stated.includes(each));
  return (
    covers(team, narrowing.team) &&
    covers(system, narrowing.entityRef) &&
    !narrowing.service &&
    !narrowing.priority &&
    !narrowing.source
  );
}

function isAt(a: string, b: string): boolean {
  return Date.parse(a) === Date.parse(b);
}

function scopeLines({
  predicate: { query, exportedAt },
}: DashboardExport): string[] {
  const of = [...(query.team ?? []), ...(query.system ?? [])];
  return [
    `  Period    ${query.from} to ${query.to}, compared with what began at ${query.previousFrom}`,
    `  Of        ${of.length > 0 ? of.join(', ') : 'the whole organization'}`,
    `  Exported  ${exportedAt} (by the clock of whoever did)`,
  ];
}

function lineOf(judgedFigure: JudgedFigure): string {
  const { tile, figure, outcome, derived, isNowAlone, reason } = judgedFigure;
  const name = `${tile} · ${figure.title}: ${shown(figure)}`;
  switch (outcome) {
    case 'agrees':
      return `  ✔ ${name}, worked out again${
        isNowAlone ? '; what it was before is only stated' : ''
      }.`;
    case 'differs':
      return `  ✘ ${name}. Worked out again, it is ${shown({
        ...derived,
        unit: figure.unit,
      })}.`;
    default:
      return `  – ${name}, only stated.${reason ? ` ${reason}` : ''}`;
  }
}

function shown({ value, unit, previous }: Partial<DashboardFigure>): string {
  const number = (of: number | undefined) =>
    of === undefined ? 'no data' : `${of}${unit === 'count' ? '' : ` ${unit}`}`;
  return previous === undefined
    ? number(value)
    : `${number(value)} (before: ${number(previous)})`;
}
