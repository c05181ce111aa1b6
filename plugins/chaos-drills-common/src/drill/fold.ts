import { drillEntries, StartWorld } from './entries';
import { DrillFacts, Pull } from './model';

const { schemas } = drillEntries;

/** An entry as far as it is folded. */
interface FoldedEntry {
  id: string;
  type: string;
  subject: string;
  actor: string;
  occurredAt: string;
  data: unknown;
}

/** What becomes of a drill by one more entry. Entries of a form that is none change nothing. */
export function foldDrill(
  facts: DrillFacts | undefined,
  entry: FoldedEntry,
): DrillFacts | undefined {
  const { type, subject, actor, occurredAt, data } = entry;
  if (type === 'drill.planned') {
    const read = schemas[type].safeParse(data);
    if (facts || !read.success) return facts;
    return {
      ...read.data,
      number: subject,
      state: 'planned',
      plannedBy: actor,
    };
  }
  if (!facts) return undefined;
  switch (type) {
    case 'drill.started': {
      const read = schemas[type].safeParse(data);
      return {
        ...facts,
        state: 'running',
        startedAt: occurredAt,
        startedBy: actor,
        ...(read.success && relied(read.data.world)),
      };
    }
    case 'drill.stop_asked': {
      const read = schemas[type].safeParse(data);
      return read.success && !facts.stop
        ? { ...facts, stop: { by: actor, ...read.data } }
        : facts;
    }
    case 'drill.ended': {
      const read = schemas[type].safeParse(data);
      if (!read.success) return { ...facts, state: 'ended' };
      const { journal: _, ...found } = read.data;
      return { ...facts, ...found, state: 'ended', endedAt: occurredAt };
    }
    case 'drill.canceled': {
      const read = schemas[type].safeParse(data);
      const canceled = read.success && { by: actor, reason: read.data.reason };
      return { ...facts, state: 'canceled', ...(canceled && { canceled }) };
    }
    case 'drill.measured': {
      const read = schemas[type].safeParse(data);
      return read.success && !facts.measurement
        ? { ...facts, measurement: read.data }
        : facts;
    }
    case 'drill.responded': {
      const read = schemas[type].safeParse(data);
      return read.success && !facts.response
        ? { ...facts, response: read.data }
        : facts;
    }
    case 'drill.reported': {
      const read = schemas[type].safeParse(data);
      return read.success && !facts.report
        ? { ...facts, report: read.data }
        : facts;
    }
    case 'drill.problem_opened': {
      const read = schemas[type].safeParse(data);
      return read.success ? { ...facts, problem: read.data.problem } : facts;
    }
    default:
      return facts;
  }
}

/** What later steps need of what was known at the start. */
function relied({
  budgetsLeft,
  change,
}: StartWorld): Pick<DrillFacts, 'budgetsLeft' | 'gateDecision'> {
  const gateDecision = change?.gateDecision;
  return { budgetsLeft, ...(gateDecision !== undefined && { gateDecision }) };
}

/** Who holds the lever after one more entry: each pull counts until somebody releases it by name. */
export function foldLever(
  pulls: readonly Pull[],
  { id, type, actor, occurredAt, data }: FoldedEntry,
): readonly Pull[] {
  if (type === 'lever.pulled') {
    const read = schemas[type].safeParse(data);
    return read.success
      ? [...pulls, { id, by: actor, at: occurredAt, reason: read.data.reason }]
      : pulls;
  }
  if (type === 'lever.released') {
    const read = schemas[type].safeParse(data);
    return read.success
      ? pulls.filter(pull => !read.data.pulls.includes(pull.id))
      : pulls;
  }
  return pulls;
}
