import { entity, record, say } from '@countersign/plugin-governance-common';
import {
  foldProblem,
  IncidentEntry,
  judgeProblem,
  ListProblems,
  OpenProblem,
  problemActions,
  ProblemCall,
  ProblemCandidates,
  ProblemDetail,
  ProblemInput,
  problemNextStep,
  ProblemPage,
  ProblemVerb,
  problemVerbTable,
} from '@countersign/plugin-incident-management-common';
import { IncidentManagementApi } from '../api';
import {
  componentRef,
  entryOf,
  FakeIncidents,
  reader,
  refused,
} from './FakeIncidents';

/** The entries of a problem that was just opened. */
export function openedProblem(
  fields: Record<string, unknown> = {},
  number: string = 'PRB0000003',
): IncidentEntry[] {
  return [
    entryOf(number, 'problem.opened', {
      rules: 1,
      title: 'Connections run out',
      entities: ['component:default/checkout-api'],
      incidents: ['INC0000007'],
      ...fields,
    }),
  ];
}

/** Incidents that look alike. */
export const candidate = {
  key: 'slow',
  entity: componentRef,
  condition: 'HighLatency',
  incidents: ['INC0000001', 'INC0000002', 'INC0000005'],
  reason: say`3 incidents on ${entity(
    componentRef,
  )} with the same condition, HighLatency: ${record('INC0000001')}`,
};

/** The backend of problems, for the reader: what it answers is judged and folded by the real rules. */
export class FakeProblems
  extends FakeIncidents
  implements
    Pick<
      IncidentManagementApi,
      | 'listProblems'
      | 'openProblem'
      | 'getProblem'
      | 'actOnProblem'
      | 'getProblemTimeline'
      | 'getProblemEvidence'
      | 'listProblemCandidates'
    >
{
  readonly listed: ListProblems[] = [];
  readonly openedWith: OpenProblem[] = [];
  readonly #problems: Map<string, IncidentEntry[]>;
  readonly #candidates: ProblemCandidates['candidates'];

  constructor(
    problems: IncidentEntry[][] = [],
    candidates: ProblemCandidates['candidates'] = [],
  ) {
    super();
    this.#problems = new Map(
      problems.map(entries => [entries[0].subject, entries]),
    );
    this.#candidates = candidates;
  }

  async listProblems(query: ListProblems = {}): Promise<ProblemPage> {
    this.listed.push(query);
    const items = [...this.#problems.keys()].map(
      number => this.#problem(number).problem,
    );
    return { items, count: { value: items.length, capped: false } };
  }

  async openProblem(body: OpenProblem): Promise<ProblemDetail> {
    this.openedWith.push(body);
    this.#problems.set('PRB0000009', openedProblem(body, 'PRB0000009'));
    return this.#problem('PRB0000009');
  }

  async getProblem(number: string): Promise<ProblemDetail> {
    return this.#problem(number);
  }

  async actOnProblem<V extends ProblemVerb>(
    number: string,
    verb: V,
    body: ProblemInput<V>,
  ): Promise<ProblemDetail> {
    const data =
      'change' in body ? { change: { number: body.change } } : { ...body };
    const verdict = judgeProblem(
      this.#facts(number),
      { verb, who: { ref: reader, by: 'person' }, data } as ProblemCall,
      { other: 'elsewhere', incident: 'elsewhere' },
    );
    if (!verdict.ok) throw refused(verdict.refusal);
    this.writeProblem(number, problemVerbTable[verb].entry, data);
    return this.#problem(number);
  }

  /** Somebody does something meanwhile. */
  writeProblem(
    number: string,
    type: string,
    data: object,
    actor: string = reader,
  ) {
    const entries = this.#problems.get(number) ?? [];
    this.#problems.set(number, [
      ...entries,
      entryOf(number, type, data, { id: `entry-${entries.length}`, actor }),
    ]);
  }

  async getProblemTimeline(number: string) {
    return {
      items: (this.#problems.get(number) ?? [])
        .map(({ id, type, actor, occurredAt, data }) => ({
          ...{ id, type, actor, occurredAt },
          data: data as Record<string, unknown>,
        }))
        .reverse(),
    };
  }

  async getProblemEvidence() {
    return new TextEncoder().encode('{}');
  }

  async listProblemCandidates(): Promise<ProblemCandidates> {
    return { candidates: this.#candidates };
  }

  #facts(number: string) {
    const facts = foldProblem(this.#problems.get(number) ?? []);
    if (!facts) {
      throw Object.assign(new Error('There is none'), {
        name: 'NotFoundError',
      });
    }
    return facts;
  }

  #problem(number: string): ProblemDetail {
    const facts = this.#facts(number);
    return {
      problem: {
        ...facts,
        id: '0199c0de-0000-7000-8000-000000000002',
        version: this.#problems.get(number)!.length,
        updatedAt: facts.opened.at,
      },
      next: problemNextStep(facts),
      actions: problemActions(facts, {
        ref: reader,
        by: 'person',
        permitted: () => true,
      }),
    };
  }
}
