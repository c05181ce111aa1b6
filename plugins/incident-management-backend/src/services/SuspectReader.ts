import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { toldEach } from '@countersign/plugin-governance-common';
import {
  Caller,
  deniedElsewhere,
  isMissingArea,
} from '@countersign/plugin-governance-node';
import {
  Suspect,
  Suspects,
} from '@countersign/plugin-incident-management-common';
import { IncidentAccess } from '../access/IncidentAccess';
import { IncidentDesk } from './IncidentDesk';
import { SuspectRanking } from './SuspectRanking';

/** Shows the changes that may have caused an incident. */
export class SuspectReader {
  constructor(
    private readonly options: {
      access: IncidentAccess;
      desk: Pick<IncidentDesk, 'readable'>;
      ranking: SuspectRanking;
      logger: LoggerService;
    },
  ) {}

  async of(caller: Caller, number: string): Promise<Suspects> {
    const { access, desk, ranking, logger } = this.options;
    const { facts } = await desk.readable(await access.reader(caller), number);
    let ranked: Suspect[];
    try {
      ranked = await ranking.rank(caller, facts);
    } catch (error) {
      const denied = deniedElsewhere(error);
      if (denied !== undefined) return { items: [], problem: `${denied}.` };
      if (isMissingArea(error, logger)) return { items: [], isMissing: true };
      logger.warn(
        `The suspects of ${number} could not be read: ${stringifyError(error)}`,
      );
      return { items: [], problem: 'Changes cannot be read now. Try again.' };
    }
    const confirmed = new Set(facts.causes.map(({ change }) => change.number));
    return {
      items: ranked.map(({ reasons, ...suspect }) => ({
        ...suspect,
        ...toldEach('reasons', reasons),
        confirmed: confirmed.has(suspect.change),
      })),
    };
  }
}
