import {
  ChaosDrillsClient,
  DrillPage,
  ExperimentList,
  GameDayPage,
  ListDrills,
  ListGameDays,
} from '@countersign/plugin-chaos-drills-common';
import {
  AreaCallDeps,
  AreaCalls,
  areaServiceRef,
  AskOptions,
} from '@countersign/plugin-governance-node';

/** Chaos drills for other backends. Every method rejects with a `ResponseError` when it refuses. */
export interface ChaosDrillsService {
  /** The last written first. */
  listDrills(query?: ListDrills, options?: AskOptions): Promise<DrillPage>;
  /** The last written first. */
  listGameDays(
    query?: ListGameDays,
    options?: AskOptions,
  ): Promise<GameDayPage>;
  /** Those of the portal's folder. */
  listExperiments(options?: AskOptions): Promise<ExperimentList>;
}

const PLUGIN_ID = 'chaos-drills';

/** The HTTP API, called with service-to-service authentication. */
export class HttpChaosDrillsService
  extends AreaCalls<ChaosDrillsClient>
  implements ChaosDrillsService
{
  constructor(deps: AreaCallDeps) {
    super(deps, { pluginId: PLUGIN_ID, Client: ChaosDrillsClient });
  }

  async listDrills(query: ListDrills = {}, options?: AskOptions) {
    return this.client.listDrills(query, await this.signed(options));
  }

  async listGameDays(query: ListGameDays = {}, options?: AskOptions) {
    return this.client.listGameDays(query, await this.signed(options));
  }

  async listExperiments(options?: AskOptions) {
    return this.client.listExperiments(await this.signed(options));
  }
}

/** Chaos drills for other backends; works without registration. */
export const chaosDrillsServiceRef = areaServiceRef<ChaosDrillsService>(
  PLUGIN_ID,
  HttpChaosDrillsService,
);
