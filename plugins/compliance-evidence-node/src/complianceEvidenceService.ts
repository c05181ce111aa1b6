import {
  EvidenceClient,
  ListRuns,
  ReportList,
  RunPage,
} from '@countersign/plugin-compliance-evidence-common';
import {
  AreaCallDeps,
  AreaCalls,
  areaServiceRef,
  AskOptions,
} from '@countersign/plugin-governance-node';

/** Reports and runs for other backends. Every method rejects with a `ResponseError` when it refuses. */
export interface ComplianceEvidenceService {
  /** Those of the portal's folder. */
  listReports(options?: AskOptions): Promise<ReportList>;
  /** The newest first. */
  listRuns(query?: ListRuns, options?: AskOptions): Promise<RunPage>;
}

const PLUGIN_ID = 'compliance-evidence';

/** The HTTP API, called with service-to-service authentication. */
export class HttpComplianceEvidenceService
  extends AreaCalls<EvidenceClient>
  implements ComplianceEvidenceService
{
  constructor(deps: AreaCallDeps) {
    super(deps, { pluginId: PLUGIN_ID, Client: EvidenceClient });
  }

  async listReports(options?: AskOptions) {
    return this.client.listReports(await this.signed(options));
  }

  async listRuns(query: ListRuns = {}, options?: AskOptions) {
    return this.client.listRuns(query, await this.signed(options));
  }
}

/** Compliance evidence for other backends; works without registration. */
export const complianceEvidenceServiceRef =
  areaServiceRef<ComplianceEvidenceService>(
    PLUGIN_ID,
    HttpComplianceEvidenceService,
  );
