import { ChangeManagementService } from '@countersign/plugin-change-management-node';
import { ChangeDrills } from '@countersign/plugin-chaos-drills-common';
import { Caller } from '@countersign/plugin-governance-node';
import { DrillDesk } from '../desks/DrillDesk';
import { ExperimentLibrary } from '../experiments/ExperimentLibrary';
import { Settings } from '../settings';
import { isForExperiment } from '../world/isForExperiment';

const ANSWER_MS = 10_000;
const MOST_DRILLS = 10;
/** A change in one of these permits no drill any more. */
const OVER: readonly string[] = ['review', 'closed', 'canceled'];

/** Says what belongs to a change: its drills, or what can be drilled under it, so that whoever opened it finds the way back. */
export class ChangeDrillsReader {
  constructor(
    private readonly options: {
      desk: Pick<DrillDesk, 'list'>;
      library: Pick<ExperimentLibrary, 'list'>;
      changes: Pick<ChangeManagementService, 'getChange'>;
      settings: Pick<Settings, 'standardChanges'>;
    },
  ) {}

  async read(caller: Caller, change: string): Promise<ChangeDrills> {
    const { items } = await this.options.desk.list(caller, {
      ...{ change: [change], limit: MOST_DRILLS },
    });
    return {
      drills: items,
      experiments: items.length > 0 ? [] : await this.#permitted(change),
    };
  }

  async #permitted(number: string): Promise<ChangeDrills['experiments']> {
    const { changes, library, settings } = this.options;
    const found = await changes
      .getChange(number, { signal: AbortSignal.timeout(ANSWER_MS) })
      // There is none of that number, or nobody says: then there is nothing to be planned under it.
      .catch(() => undefined);
    if (!found || OVER.includes(found.change.state)) return [];
    return (await library.list()).flatMap(
      ({ name, title, entity, digest, problems }) =>
        found.items.some(({ entityRef }) => entityRef === entity) &&
        problems.every(({ severity }) => severity !== 'error') &&
        isForExperiment(found.change, digest, settings.standardChanges)
          ? [{ name, title }]
          : [],
    );
  }
}
