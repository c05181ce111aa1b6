import { CatalogReader } from '@countersign/plugin-cmdb-node';
import { PlainAccess } from '@countersign/plugin-governance-node';
import { Ledger } from '@countersign/plugin-ledger-node';
import { IncidentAccess } from '../access/IncidentAccess';
import { IncidentStore } from '../database/IncidentStore';
import { ProblemStore } from '../database/ProblemStore';
import { RecurrenceStore } from '../database/RecurrenceStore';
import { Changes } from '../services/Changes';
import { IncidentDesk } from '../services/IncidentDesk';
import { IncidentJournal, IncidentKeeper } from '../services/IncidentKeeper';
import { ProblemAccess } from './problemAccess';
import { ProblemDeedMaker } from './ProblemDeedMaker';
import { ProblemDesk } from './ProblemDesk';
import { ProblemKeeper } from './ProblemKeeper';
import { ProblemLinks } from './ProblemLinks';
import { ProblemReader } from './ProblemReader';
import { RecurrenceReader } from './RecurrenceReader';

/** Makes what sees to problems. */
export function createProblems(options: {
  journal: IncidentJournal;
  ledger: Pick<Ledger, 'exportSubject' | 'timeline'>;
  keeper: IncidentKeeper;
  store: IncidentStore;
  access: IncidentAccess;
  plainAccess: PlainAccess;
  desk: Pick<IncidentDesk, 'readable'>;
  catalog: CatalogReader;
  changes: Changes;
}) {
  const { journal, keeper, catalog, changes } = options;
  const incidents = options.store;
  const problems = new ProblemStore();
  const problemKeeper = new ProblemKeeper(problems);
  const problemAccess = new ProblemAccess(options.plainAccess);
  const shared = { ...options, problems, problemKeeper, problemAccess };
  return {
    problems: new ProblemDesk({
      ...shared,
      deeds: new ProblemDeedMaker({
        knex: journal.knex,
        problems,
        incidents,
        catalog,
        changes,
      }),
      links: new ProblemLinks({ problemKeeper, keeper, incidents }),
    }),
    problemReader: new ProblemReader(shared),
    recurrence: new RecurrenceReader({
      ...shared,
      recurrence: new RecurrenceStore(),
    }),
  };
}
