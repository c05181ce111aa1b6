import {
  Detection,
  detectionFigures,
} from '@countersign/plugin-chaos-drills-common';
import { Caller } from '@countersign/plugin-governance-node';
import { DrillAccess } from '../access';
import { DrillStore } from '../database/DrillStore';
import { DrillJournal } from '../unit';

/** So many of the last drills count. */
const MOST_DRILLS = 1000;

/** Says how well detection is predicted over all drills that were noticed, or should have been. */
export class DetectionReader {
  constructor(
    private readonly options: {
      journal: DrillJournal;
      drills: DrillStore;
      access: DrillAccess;
    },
  ) {}

  async read(caller: Caller): Promise<Detection> {
    await this.options.access.demandReading(caller);
    return this.figures();
  }

  async figures(): Promise<Detection> {
    const { journal, drills } = this.options;
    const measured = await drills.measured(journal.knex, MOST_DRILLS);
    const rows = measured.flatMap(({ facts }) => {
      const { measurement, endedAt, number, title, entity, scenario } = facts;
      if (!measurement || endedAt === undefined) return [];
      const { predicted, measured: found, missed } = measurement;
      if (predicted === undefined && found === undefined) return [];
      return [
        {
          ...{ number, title, entity, scenario, endedAt, missed },
          ...(predicted !== undefined && { predicted }),
          ...(found !== undefined && { measured: found }),
        },
      ];
    });
    return { ...detectionFigures(rows), drills: rows };
  }
}
