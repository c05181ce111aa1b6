import { PermissionsService } from '@backstage/backend-plugin-api';
import { ChangeManagementService } from '@countersign/plugin-change-management-node';
import { CatalogReader, CmdbService } from '@countersign/plugin-cmdb-node';
import { Ledger } from '@countersign/plugin-ledger-node';
import { AnswerStore } from '../database/AnswerStore';
import { AttestationStore } from '../database/AttestationStore';
import { FindingStore } from '../database/FindingStore';
import { RequestStore } from '../database/RequestStore';
import { AssuranceAccess } from './AssuranceAccess';
import { AttestationDesk } from './AttestationDesk';
import { ComparisonReader } from './ComparisonReader';
import { DashboardReader } from './DashboardReader';
import { ControlReader } from './ControlReader';
import { FindingDesk } from './FindingDesk';
import { FindingKeeper } from './FindingKeeper';
import { RunSource } from './ports';
import { RecordTeller } from './RecordTeller';
import { RequestDesk } from './RequestDesk';
import { ScoreKeeper } from './ScoreKeeper';
import { AssuranceJournal } from './unit';

/** Where findings, requests, attestations and answers are. */
export interface AssuranceStores {
  findings: FindingStore;
  requests: RequestStore;
  attestations: AttestationStore;
  answers: AnswerStore;
}

const inPostgres = (): AssuranceStores => ({
  findings: new FindingStore(),
  requests: new RequestStore(),
  attestations: new AttestationStore(),
  answers: new AnswerStore(),
});

/** Makes what sees to findings, requests, attestations, controls and comparisons. */
export function createAssurance(options: {
  journal: AssuranceJournal;
  ledger: Pick<Ledger, 'exportSubject' | 'timeline'>;
  permissions: Pick<PermissionsService, 'authorize'>;
  cmdb: CmdbService;
  changes: Pick<ChangeManagementService, 'getChange'>;
  runs: RunSource;
  /** Others can stand in for what is in PostgreSQL. */
  stores?: AssuranceStores;
}) {
  const { journal, ledger } = options;
  const { knex } = journal;
  const access = new AssuranceAccess(options.permissions);
  const { findings, requests, attestations, answers } =
    options.stores ?? inPostgres();
  const catalog = new CatalogReader(options.cmdb);
  const scores = new ScoreKeeper({ ...options, findings, answers });
  const findingKeeper = new FindingKeeper({ findings, answers, scores });
  const shared = {
    ...options,
    access,
    findings,
    requests,
    attestations,
    answers,
    catalog,
    scores,
    findingKeeper,
  };
  const telling = { knex, ledger, access };
  return {
    findingKeeper,
    findingDesk: new FindingDesk(shared),
    findingTeller: new RecordTeller({
      ...telling,
      noun: 'finding',
      store: findings,
    }),
    requestDesk: new RequestDesk(shared),
    requestTeller: new RecordTeller({
      ...telling,
      noun: 'request',
      store: requests,
    }),
    attestationDesk: new AttestationDesk(shared),
    attestationTeller: new RecordTeller({
      ...telling,
      noun: 'attestation',
      store: attestations,
    }),
    controls: new ControlReader(shared),
    dashboard: new DashboardReader(shared),
    comparison: new ComparisonReader(shared),
  };
}

/** What routes of findings, requests and controls delegate to. */
export type Assurance = ReturnType<typeof createAssurance>;
