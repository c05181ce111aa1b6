import {
  ExperimentDetail,
  ExperimentView,
} from '@countersign/plugin-chaos-drills-common';
import { Caller } from '@countersign/plugin-governance-node';
import { DrillAccess } from '../access';
import { ExperimentLibrary } from '../experiments/ExperimentLibrary';
import { Settings } from '../settings';

/** Shows the experiments of the portal, with what is wrong with them. */
export class ExperimentReader {
  constructor(
    private readonly library: ExperimentLibrary,
    private readonly access: DrillAccess,
    private readonly settings: Pick<Settings, 'standardChanges'>,
  ) {}

  async list(caller: Caller): Promise<{ items: ExperimentView[] }> {
    await this.access.demandReading(caller);
    return { items: await this.library.list() };
  }

  /** @throws NotFoundError */
  async get(caller: Caller, name: string): Promise<ExperimentDetail> {
    await this.access.demandReading(caller);
    const { standardChanges } = this.settings;
    return { ...(await this.library.get(name)), standardChanges };
  }
}
