import { createHash, randomUUID } from 'node:crypto';
import { ActivityFailed } from '@countersign/plugin-chaos-drills-common';
import type { CloudTasksClient, protos } from '@google-cloud/tasks';
import { z } from 'zod';
import { codeOf, codes, explained } from './cloudProblem';
import { valueOf } from './RunServices';
import { ServicePart } from './serviceFaults';

type Task = protos.google.cloud.tasks.v2.ITask;

/** What restores a service when a lease is over. */
export interface LeaseTask {
  name: string;
  /** What the service was before the fault. */
  former: ServicePart;
  /** Milliseconds since 1970. */
  at: number;
}

/** Where tasks are kept, and who does them. */
export interface QueueSettings {
  project: string;
  queue: string;
  serviceAccount: string;
}

const TIMEOUT_MS = 8_000;
const role =
  'roles/cloudtasks.enqueuer, cloudtasks.tasks.list, fullView and delete on the queue, and iam.serviceAccounts.actAs on the account of its tasks';

const trafficSchema = z.object({
  traffic: z.array(
    z.object({
      type: z.string().optional(),
      revision: z.string().optional(),
      percent: z.number().optional(),
      tag: z.string().optional(),
    }),
  ),
});
const scalingSchema = z.object({
  scaling: z.object({
    scalingMode: z.string().optional(),
    minInstanceCount: z.number().optional(),
    maxInstanceCount: z.number().optional(),
    manualInstanceCount: z.number().optional(),
  }),
});

/**
 * The leases of faults as tasks of Cloud Tasks: each is a request to Cloud Run that puts back what the service was. Google does
 * it at its time, whatever becomes of us, and until then it is also our memory of what was there before.
 */
export class LeaseTasks {
  constructor(
    private readonly client: Pick<
      CloudTasksClient,
      'createTask' | 'listTasks' | 'deleteTask'
    >,
    private readonly settings: QueueSettings,
  ) {}

  get #queue(): string {
    const { project, queue } = this.settings;
    const [region, name] = queue.split('/');
    return `projects/${project}/locations/${region}/queues/${name}`;
  }

  /**
   * Has a service put back at a time.
   *
   * @param etag - of the service with the fault: what somebody else has changed meanwhile is left alone. Without it, it is put
   *   back whatever it is then
   */
  async schedule(
    { id, service }: { id: string; service: string },
    former: ServicePart,
    at: number,
    etag?: string,
  ): Promise<LeaseTask> {
    const name = `${this.#queue}/tasks/${prefixOf(id)}${randomUUID()}`;
    const body = { ...valueOf(former), ...(etag && { etag }) };
    const task: Task = {
      name,
      scheduleTime: {
        seconds: Math.floor(at / 1000),
        nanos: Math.floor(at % 1000) * 1_000_000,
      },
      httpRequest: {
        httpMethod: 'PATCH',
        url: `https://run.googleapis.com/v2/${service}?updateMask=${former.field}`,
        headers: { 'Content-Type': 'application/json' },
        body: Buffer.from(JSON.stringify(body)),
        oauthToken: {
          serviceAccountEmail: this.settings.serviceAccount,
          scope: 'https://www.googleapis.com/auth/cloud-platform',
        },
      },
    };
    await this.client
      .createTask(
        { parent: this.#queue, task },
        { timeout: TIMEOUT_MS, retry: null },
      )
      .catch(error => {
        throw explained(error, { what: 'keep a lease in Cloud Tasks', role });
      });
    return { name, former, at };
  }

  /** The tasks of a fault, which are those that Google has not done yet; the one that is done last is last. */
  async of(id: string): Promise<LeaseTask[]> {
    const prefix = `${this.#queue}/tasks/${prefixOf(id)}`;
    const [all] = await this.client
      .listTasks(
        { parent: this.#queue, responseView: 'FULL' },
        { timeout: TIMEOUT_MS, retry: null },
      )
      .catch(error => {
        throw explained(error, {
          what: 'list the leases in Cloud Tasks',
          role,
        });
      });
    return all
      .filter(({ name }) => name?.startsWith(prefix))
      .map(read)
      .sort((a, b) => a.at - b.at);
  }

  /** Is done as well where Google has done it already. */
  async drop(tasks: readonly Pick<LeaseTask, 'name'>[]): Promise<void> {
    for (const { name } of tasks) {
      await this.client
        .deleteTask({ name }, { timeout: TIMEOUT_MS, retry: null })
        .catch(error => {
          if (codeOf(error) === codes.notFound) return;
          throw explained(error, { what: 'drop a lease in Cloud Tasks', role });
        });
    }
  }
}

/** Google asks for names that do not follow each other. */
function prefixOf(id: string): string {
  const hash = createHash('sha256').update(id).digest('hex').slice(0, 32);
  return `drill-${hash}-`;
}

function read({ name, scheduleTime, httpRequest }: Task): LeaseTask {
  const { body } = httpRequest ?? {};
  const text =
    typeof body === 'string'
      ? Buffer.from(body, 'base64').toString()
      : Buffer.from(body ?? '').toString();
  const at =
    Number(scheduleTime?.seconds ?? 0) * 1000 +
    Number(scheduleTime?.nanos ?? 0) / 1_000_000;
  const former = partOf(text);
  if (!former) {
    throw new ActivityFailed(
      `the task ${name} of Cloud Tasks does not say what the service was: we may need cloudtasks.tasks.fullView`,
    );
  }
  return { name: name ?? '', former, at };
}

function partOf(text: string): ServicePart | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const traffic = trafficSchema.safeParse(value);
  if (traffic.success) return { field: 'traffic', ...traffic.data };
  const scaling = scalingSchema.safeParse(value);
  return scaling.success ? { field: 'scaling', ...scaling.data } : undefined;
}
