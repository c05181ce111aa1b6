import {
  AttestationFacts,
  attestationNumber,
  Attested,
  RequestFacts,
  requestNumber,
} from '@countersign/plugin-compliance-evidence-common';
import { MemoryDatabase } from '@countersign/plugin-governance-test-utils';
import { AssuranceStores } from '../../assurance/createAssurance';
import { StoredAnswer } from '../../database/AnswerStore';
import { controlColumn } from '../../database/FindingStore';
import { MemoryFactStore } from './MemoryFactStore';
import { MemoryFindingStore } from './MemoryFindingStore';

class MemoryAttestationStore extends MemoryFactStore<AttestationFacts> {
  async standing(
    _: unknown,
    { control, period }: Pick<Attested, 'control' | 'period'>,
  ): Promise<string | undefined> {
    return this.all().find(
      ({ facts }) =>
        facts.state === 'attested' &&
        controlColumn(facts.control) === controlColumn(control) &&
        facts.period.start === period.start &&
        facts.period.end === period.end,
    )?.facts.number;
  }
}

function answers(database: MemoryDatabase) {
  const rows = database.table<StoredAnswer>();
  return {
    async insertAll(_: unknown, all: readonly StoredAnswer[]) {
      for (const one of all) rows.set(`${one.run} ${one.question}`, one);
    },
    find: async (_: unknown, run: string, question: string) =>
      rows.get(`${run} ${question}`),
    ofRuns: async (_: unknown, runs: readonly string[]) =>
      rows.all().filter(({ run }) => runs.includes(run)),
    latest: async () => [],
    keepScore: async () => {},
    trend: async () => [],
  };
}

/** What verbs of findings, requests and attestations read and write, in memory: lists are SQL and are not here. */
export function memoryAssurance(database: MemoryDatabase) {
  const findings = new MemoryFindingStore(database);
  const requests = new MemoryFactStore<RequestFacts>(database, requestNumber);
  const attestations = new MemoryAttestationStore(database, attestationNumber);
  return {
    findings,
    requests,
    attestations,
    // Each has every method that a verb calls; classes with private parts stand in for each other by no other way.
    stores: {
      findings,
      requests,
      attestations,
      answers: answers(database),
    } as unknown as AssuranceStores,
  };
}
