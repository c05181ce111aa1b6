import {
  AreaCallDeps,
  AreaCalls,
  areaServiceRef,
  AskOptions,
  WriteOptions,
} from '@countersign/plugin-governance-node';
import {
  DeclareIncident,
  IncidentClient,
  IncidentDetail,
  IncidentPage,
  ListIncidents,
  OpenProblem,
  ProblemDetail,
} from '@countersign/plugin-incident-management-common';

/** Incident management for other backends. Every method rejects with a `ResponseError` when it refuses. */
export interface IncidentManagementService {
  /** In the name of the calling plugin; under the same key the same incident is answered. */
  declareIncident(
    body: DeclareIncident,
    options?: WriteOptions,
  ): Promise<IncidentDetail>;
  /** Those that the calling plugin may see: without private ones. */
  listIncidents(
    query?: ListIncidents,
    options?: AskOptions,
  ): Promise<IncidentPage>;
  /** In the name of the calling plugin; under the same key the same problem is answered. */
  openProblem(
    body: OpenProblem,
    options?: WriteOptions,
  ): Promise<ProblemDetail>;
}

const PLUGIN_ID = 'incident-management';

/** The HTTP API, called with service-to-service authentication. */
export class HttpIncidentManagementService
  extends AreaCalls<IncidentClient>
  implements IncidentManagementService
{
  constructor(deps: AreaCallDeps) {
    super(deps, { pluginId: PLUGIN_ID, Client: IncidentClient });
  }

  async declareIncident(body: DeclareIncident, options?: WriteOptions) {
    return this.client.declareIncident(body, await this.signed(options));
  }

  async listIncidents(query: ListIncidents = {}, options?: AskOptions) {
    return this.client.listIncidents(query, await this.signed(options));
  }

  async openProblem(body: OpenProblem, options?: WriteOptions) {
    return this.client.openProblem(body, await this.signed(options));
  }
}

/** Incident management for other backends; works without registration. */
export const incidentManagementServiceRef =
  areaServiceRef<IncidentManagementService>(
    PLUGIN_ID,
    HttpIncidentManagementService,
  );
