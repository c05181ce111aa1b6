import { LoggerService } from '@backstage/backend-plugin-api';
import {
  Caller,
  isMissingArea,
  Lately,
} from '@countersign/plugin-governance-node';
import { IncidentManagementService } from '@countersign/plugin-incident-management-node';
import {
  readableFrom,
  respondersOf,
} from '@countersign/plugin-service-logs-common';

/** A page asks for its parts within as much; who is taken out of an incident reads no longer than that. */
const REMEMBERED_MS = 2_000;
const MOST_INCIDENTS = 100;

/** An open incident on an entity, and whom it lets read the logs of it. */
export interface Responding {
  incident: string;
  /** Entity refs in lower case. */
  responders: string[];
  /** From when on, milliseconds since 1970. */
  from: number;
}

/** Who responds to the open incidents of an entity. Private ones let nobody read: that there is one would show in the record. */
export class Responders {
  readonly #lately = new Lately<Responding[]>({ ms: REMEMBERED_MS });

  constructor(
    private readonly options: {
      incidents: Pick<IncidentManagementService, 'listIncidents'>;
      logger: LoggerService;
    },
  ) {}

  /** Those that concern the caller; none for a service, or where incident management does not answer. */
  of(caller: Caller, entityRef: string): Promise<Responding[]> {
    if (caller.kind !== 'user') return Promise.resolve([]);
    return this.#lately
      .ask(JSON.stringify([caller.ref, entityRef]), () =>
        this.#read(caller.ref, entityRef),
      )
      .catch(error => {
        if (isMissingArea(error, this.options.logger)) return [];
        this.options.logger.warn(
          'Incidents cannot be asked for, so nobody reads logs because of one',
          error,
        );
        return [];
      });
  }

  async #read(person: string, entityRef: string): Promise<Responding[]> {
    const { incidents } = this.options;
    const query = {
      entityRef: [entityRef],
      open: true,
      limit: MOST_INCIDENTS,
    };
    const [all, paging] = await Promise.all([
      incidents.listIncidents(query),
      incidents.listIncidents({ ...query, paged: [person] }),
    ]);
    const paged = new Set(paging.items.map(({ number }) => number));
    return all.items.map(incident => ({
      incident: incident.number,
      responders: respondersOf(
        incident,
        paged.has(incident.number) ? [person] : [],
      ),
      from: readableFrom(incident),
    }));
  }
}
