import { queryString } from '@countersign/plugin-governance-common';
import { IncidentDetail } from '@countersign/plugin-incident-management-common';
import { LogPage } from '@countersign/plugin-service-logs-common';
import { item, onCall, ServicePromise } from '../slo/ServicePromise';
import { Trouble } from '../Trouble';

/** As much as the link beside an incident shows before and after it. */
const AROUND_MS = 600_000;
/** The demo service has some requests a second, and writes each down once it is answered. */
const WRITTEN_MS = 30_000;
/** The fault ends sooner: what it takes to see one failed answer burns no budget to speak of. */
const FAULT_SECONDS = 60;

/** Of the demo service's log: what is looked for. */
export const filter = 'httpRequest.status>=500';

/** An incident on the demo service, and its log around it. */
export class LoggedIncident {
  private constructor(
    readonly promise: ServicePromise,
    readonly number: string,
    readonly started: string,
  ) {}

  /** Lets a share of the answers fail until one is in the log, and declares the incident. */
  static async begin(promise: ServicePromise): Promise<LoggedIncident> {
    const { report, portal } = promise.stage;
    report.heading('Answers fail, and an incident is declared');
    const { startsAt } = await promise.service.break('error', {
      share: 0.3,
      seconds: FAULT_SECONDS,
    });
    try {
      await promise.until('A failed answer is logged', WRITTEN_MS, async () => {
        const { items } = await read<LogPage>(promise, '/entries', {
          ...{ entityRef: item, filter, from: startsAt },
          to: new Date().toISOString(),
        });
        return items.at(0);
      });
    } finally {
      await promise.service.mend();
    }
    const { status, body } = await portal.call<IncidentDetail>(
      onCall,
      'POST',
      '/incident-management/incidents',
      {
        title: 'Some answers of the customer engagement API fail',
        entities: [item],
        ...{ impact: 'low', urgency: 'low', startedAt: startsAt },
      },
    );
    if (status !== 201) {
      throw new Trouble(`The portal answered ${status} to a new incident`);
    }
    const { number, times } = body.incident;
    report.say(`${number} on ${item}, since ${times.started}`);
    return new LoggedIncident(promise, number, times.started);
  }

  /** From ten minutes before it began to ten minutes after: what the link beside an incident opens. */
  get around(): { entityRef: string; from: string; to: string } {
    const at = (ms: number) =>
      new Date(Date.parse(this.started) + ms).toISOString();
    return { entityRef: item, from: at(-AROUND_MS), to: at(AROUND_MS) };
  }

  /** What the API of logs has. Whoever is on call asks, unless somebody else is named. */
  read<T>(path: string, query: object = {}, who: string = onCall): Promise<T> {
    return read<T>(this.promise, path, query, who);
  }

  /** Does something with logs, or with the incident. */
  act<T>(path: string, body: object, who: string = onCall) {
    return this.promise.stage.portal.call<T>(who, 'POST', path, body);
  }

  /** The service was mended: the incident is over. */
  async end(): Promise<void> {
    await this.promise.service.mend();
    const text = 'The fault of the walkthrough is off.';
    for (const [verb, body] of [
      ['acknowledge', {}],
      ['mitigate', { text }],
      ['resolve', { text }],
    ] as const) {
      const { status } = await this.act(
        `/incident-management/incidents/${this.number}/${verb}`,
        body,
      );
      if (status !== 200) {
        throw new Trouble(`The portal answered ${status} to ${verb}`);
      }
    }
  }
}

async function read<T>(
  { stage: { portal } }: ServicePromise,
  path: string,
  query: object,
  who: string = onCall,
): Promise<T> {
  const { status, body } = await portal.call<T>(
    who,
    'GET',
    `/service-logs${path}${queryString(query)}`,
  );
  if (status !== 200) {
    throw new Trouble(
      `The portal answered ${status} to ${path}: ${JSON.stringify(body)}`,
    );
  }
  return body;
}
