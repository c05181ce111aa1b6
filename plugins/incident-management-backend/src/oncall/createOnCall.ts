import { LoggerService } from '@backstage/backend-plugin-api';
import { CatalogReader, CmdbService } from '@countersign/plugin-cmdb-node';
import { AreaPages, PlainAccess } from '@countersign/plugin-governance-node';
import { IncidentAccess } from '../access/IncidentAccess';
import { EscalationStore } from '../database/EscalationStore';
import { IncidentStore } from '../database/IncidentStore';
import { OverrideStore } from '../database/OverrideStore';
import { IncidentJournal } from '../services/IncidentKeeper';
import { OnCallDesk } from '../services/OnCallDesk';
import { Escalator } from './Escalator';
import { OnCallRoster } from './OnCallRoster';
import { OnCallSettings } from './settings';

/** Makes what knows who is on call, and tells them. */
export function createOnCall(options: {
  journal: IncidentJournal;
  access: PlainAccess;
  incidentAccess: IncidentAccess;
  cmdb: CmdbService;
  pages: AreaPages;
  logger: LoggerService;
  settings: OnCallSettings;
}) {
  const { cmdb, settings } = options;
  const stores = {
    escalations: new EscalationStore(),
    incidents: new IncidentStore(),
    overrides: new OverrideStore(),
  };
  const roster = new OnCallRoster({ settings, ...stores });
  return {
    roster,
    escalator: new Escalator({ ...options, ...stores, roster }),
    desk: new OnCallDesk({
      ...options,
      ...stores,
      roster,
      catalog: new CatalogReader(cmdb),
    }),
  };
}
