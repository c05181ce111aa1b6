import { EntityDrills } from '@countersign/plugin-chaos-drills-common';
import { Caller } from '@countersign/plugin-governance-node';
import { DrillDesk } from '../desks/DrillDesk';
import { PlanReader } from './PlanReader';

/** Says whether an entity is drilled: what runs on it, what ran last, and what is due next. */
export class EntityReader {
  constructor(
    private readonly options: {
      desk: Pick<DrillDesk, 'list'>;
      planReader: Pick<PlanReader, 'firstOf'>;
    },
  ) {}

  async read(caller: Caller, entity: string): Promise<EntityDrills> {
    const { desk, planReader } = this.options;
    const newest = async (state: 'running' | 'ended') => {
      const filters = { entity: [entity], state: [state], limit: 1 };
      return (await desk.list(caller, filters)).items.at(0);
    };
    const [running, last, next] = await Promise.all([
      newest('running'),
      newest('ended'),
      planReader.firstOf(caller, entity),
    ]);
    return {
      ...(running && { running }),
      ...(last && { last }),
      ...(next && { next }),
    };
  }
}
