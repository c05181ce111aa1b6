import {
  AskedVerb,
  IncidentDetail,
  IncidentPage,
  VerbInput,
} from '@countersign/plugin-incident-management-common';
import { item, onCall, ServicePromise } from '../slo/ServicePromise';
import { spanWords } from '../slo/spanWords';
import { Trouble } from '../Trouble';

const OPENED_MS = 30_000;

/** The incident that an alert opened, as whoever is on call reads and works on it. */
export class OpenIncident {
  private constructor(
    readonly promise: ServicePromise,
    readonly number: string,
    /** The number of the alert that it came from. */
    readonly alert: string,
  ) {}

  /** Waits for the incident that the alert opens on the demo service. */
  static async of(
    promise: ServicePromise,
    alert: string,
  ): Promise<OpenIncident> {
    const { report } = promise.stage;
    report.heading('An incident opens by itself');
    const since = Date.now();
    const found = await promise.until('It opens', OPENED_MS, async () => {
      const { items } = await read<IncidentPage>(
        promise,
        `/incidents?open&entityRef=${item}&sort=opened`,
      );
      return items.find(({ alerts }) => alerts.firing > 0);
    });
    report.expect(
      'it is on the right entity, and says what it came from',
      found.source === 'alert' && found.entities.includes(item),
      `${found.number}, ${found.title}, ${spanWords(
        Date.now() - since,
      )} after ${alert} was seen`,
    );
    return new OpenIncident(promise, found.number, alert);
  }

  get(): Promise<IncidentDetail> {
    return this.read<IncidentDetail>('');
  }

  /** What the API has of it, below its own path. */
  read<T>(path: string): Promise<T> {
    return read<T>(this.promise, `/incidents/${this.number}${path}`);
  }

  /** Does something with it. Whoever is on call does, unless somebody else is named. */
  act<V extends AskedVerb>(
    verb: V,
    body: VerbInput<V>,
    who: string = onCall,
  ): Promise<{ status: number; body: IncidentDetail }> {
    return this.promise.stage.portal.call<IncidentDetail>(
      who,
      'POST',
      `/incident-management/incidents/${this.number}/${verb}`,
      body,
    );
  }
}

async function read<T>(promise: ServicePromise, path: string): Promise<T> {
  const { status, body } = await promise.stage.portal.call<T>(
    onCall,
    'GET',
    `/incident-management${path}`,
  );
  if (status !== 200) {
    throw new Trouble(`The portal answered ${status} to ${path}`);
  }
  return body;
}
