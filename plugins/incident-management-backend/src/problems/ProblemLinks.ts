import { wrongField } from '@countersign/plugin-governance-common';
import { ProblemEntryData } from '@countersign/plugin-incident-management-common';
import { Reader } from '../access/IncidentAccess';
import { IncidentStore } from '../database/IncidentStore';
import { StoredProblem } from '../database/ProblemStore';
import { IncidentKeeper, IncidentUnit } from '../services/IncidentKeeper';
import { ProblemKeeper } from './ProblemKeeper';

/** Incidents are cases of problems: both say so in one transaction. */
export class ProblemLinks {
  constructor(
    private readonly options: {
      problemKeeper: ProblemKeeper;
      keeper: IncidentKeeper;
      incidents: IncidentStore;
    },
  ) {}

  /** The incident is locked before it is judged, for it may become private or part of another one meanwhile. */
  async link(
    unit: IncidentUnit,
    reader: Reader,
    stored: StoredProblem,
    incident: string,
  ): Promise<StoredProblem> {
    const { problemKeeper, keeper, incidents } = this.options;
    const locked = await incidents.lock(unit.trx, [incident]);
    const found = locked.get(incident);
    if (!found || !reader.may('read', found.facts)) {
      throw wrongField(
        'incident',
        `there is no incident ${incident} that you see`,
      );
    }
    const linked = await problemKeeper.act(
      unit,
      stored,
      { verb: 'link-incident', data: { incident } },
      { incident: found.facts },
    );
    await keeper.act(unit, found, {
      verb: 'link-problem',
      data: { problem: stored.facts.number },
    });
    return linked;
  }

  async unlink(
    unit: IncidentUnit,
    stored: StoredProblem,
    data: ProblemEntryData<'problem.incident_unlinked'>,
  ): Promise<StoredProblem> {
    const { problemKeeper, keeper } = this.options;
    const after = await problemKeeper.act(unit, stored, {
      verb: 'unlink-incident',
      data,
    });
    await keeper.act(unit, await keeper.lock(unit, data.incident), {
      verb: 'unlink-problem',
      data: { problem: stored.facts.number },
    });
    return after;
  }
}
