import { readFileSync } from 'fs';
import path from 'path';
import runDefinitions from '@google-cloud/run/build/protos/protos.json';
import { ServicesClient } from '@google-cloud/run';
import { CloudTasksClient } from '@google-cloud/tasks';
import {
  credentials,
  handleUnaryCall,
  Metadata,
  Server,
  ServerCredentials,
  ServiceDefinition,
  status,
} from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import type { CloudClients } from '../cloudRunProvider';

type Definitions = Parameters<typeof fromJSON>[0];

/** A refusal as gRPC has it. */
export class Refusal extends Error {
  constructor(readonly code: status, message: string) {
    super(message);
  }
}

interface CloudService {
  traffic: object[];
  scaling: object | null;
  etag: string;
  reconciling: boolean;
  terminalCondition?: object;
  trafficStatuses: { revision: string; percent: number }[];
}

interface CloudTask {
  name: string;
  scheduleTime: { seconds: string; nanos: number };
  httpRequest: {
    httpMethod: string;
    url: string;
    body: Buffer;
    oauthToken: { serviceAccountEmail: string };
  };
}

/** What a test does to requests, by the name of their method; where it returns nothing they go on. */
export type Trouble = (method: string) => void;

/**
 * Cloud Run with one service and Cloud Tasks with one queue, in this process: made from the protos of the real clients, which
 * talk to it. Tasks are done when the test says what time it is.
 */
export class Cloud {
  readonly service: CloudService = {
    traffic: [],
    scaling: null,
    etag: '',
    reconciling: false,
    trafficStatuses: [{ revision: 'checkout-00041', percent: 100 }],
  };
  tasks: CloudTask[] = [];
  readonly asked: string[] = [];
  trouble: Trouble | undefined;
  /** Looks until Cloud Run has done a change. */
  looks = 1;
  #looksLeft = 0;
  #version = 0;
  readonly #server = new Server();

  constructor() {
    this.#serve(
      runDefinitions as unknown as Definitions,
      'google.cloud.run.v2.Services',
      {
        GetService: () => this.#look(),
        UpdateService: ({ service, updateMask }) => {
          this.update(
            (updateMask as { paths: string[] }).paths[0],
            service as Record<string, unknown>,
          );
          return { name: 'operations/1', done: false };
        },
      },
    );
    this.#serve(taskDefinitions(), 'google.cloud.tasks.v2.CloudTasks', {
      CreateTask: ({ task }) => {
        this.tasks.push(task as CloudTask);
        return task as object;
      },
      ListTasks: () => ({ tasks: this.tasks }),
      DeleteTask: ({ name }) => {
        if (!this.tasks.some(task => task.name === name)) {
          throw new Refusal(status.NOT_FOUND, 'The task is not there');
        }
        this.tasks = this.tasks.filter(task => task.name !== name);
        return {};
      },
    });
  }

  async start(): Promise<
    Pick<CloudClients, 'services' | 'tasks'> & { stop(): Promise<void> }
  > {
    const port = await new Promise<number>((resolve, reject) => {
      this.#server.bindAsync(
        '127.0.0.1:0',
        ServerCredentials.createInsecure(),
        (error, bound) => (error ? reject(error) : resolve(bound)),
      );
    });
    const options = {
      projectId: 'larkspur-test',
      apiEndpoint: '127.0.0.1',
      port,
      sslCreds: credentials.createInsecure(),
    };
    const services = new ServicesClient(options);
    const tasks = new CloudTasksClient(options);
    return {
      ...{ services, tasks },
      stop: async () => {
        await Promise.all([services.close(), tasks.close()]);
        this.#server.forceShutdown();
      },
    };
  }

  reset(): void {
    Object.assign(this.service, {
      traffic: [
        { type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST', percent: 90 },
        {
          type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION',
          revision: 'checkout-00040',
          percent: 10,
          tag: 'canary',
        },
      ],
      scaling: { minInstanceCount: 2 },
      etag: this.#newEtag(),
      reconciling: false,
      terminalCondition: undefined,
    });
    this.tasks = [];
    this.asked.length = 0;
    this.trouble = undefined;
  }

  /** Whoever it is: an etag that is given has to be that of now. */
  update(field: string, given: Record<string, unknown>): void {
    if (given.etag && given.etag !== this.service.etag) {
      throw new Refusal(status.ABORTED, 'The etag is that of another version');
    }
    Object.assign(this.service, {
      [field]: given[field],
      etag: this.#newEtag(),
      reconciling: true,
    });
    this.#looksLeft = this.looks;
  }

  /** Does what is due, as Google would. @returns how many of them were refused */
  doDue(now: number): number {
    const due = this.tasks.filter(
      ({ scheduleTime: { seconds } }) => Number(seconds) * 1000 <= now,
    );
    let refused = 0;
    for (const { name, httpRequest } of due) {
      const url = new URL(httpRequest.url);
      const field = url.searchParams.get('updateMask')!;
      try {
        this.update(field, JSON.parse(httpRequest.body.toString()));
        this.tasks = this.tasks.filter(task => task.name !== name);
      } catch {
        refused++;
      }
    }
    return refused;
  }

  #newEtag(): string {
    this.#version++;
    return `"v${this.#version}"`;
  }

  #look(): object {
    if (this.service.reconciling && this.#looksLeft-- <= 0) {
      this.service.reconciling = false;
      // What it is changes with what it is doing.
      this.service.etag = this.#newEtag();
    }
    return this.service;
  }

  #serve(
    definitions: Definitions,
    name: string,
    methods: Record<string, (request: Record<string, unknown>) => object>,
  ): void {
    const service = fromJSON(definitions, {
      ...{ keepCase: false, longs: String, enums: String, defaults: true },
    })[name] as ServiceDefinition;
    const handlers = Object.entries(methods).map(([method, answer]) => {
      const handle: handleUnaryCall<Record<string, unknown>, object> = (
        call,
        callback,
      ) => {
        try {
          this.asked.push(method);
          this.trouble?.(method);
          callback(null, answer(call.request));
        } catch (error) {
          const { code = status.INTERNAL, message } = error as Refusal;
          callback({
            ...{ name: 'Error', message, details: message, code },
            metadata: new Metadata(),
          });
        }
      };
      return [method, handle] as const;
    });
    this.#server.addService(service, Object.fromEntries(handlers));
  }
}

/** The package keeps them beside its code, and lets nobody import them. */
function taskDefinitions(): Definitions {
  const code = path.dirname(require.resolve('@google-cloud/tasks'));
  return JSON.parse(
    readFileSync(path.join(code, '../../protos/protos.json'), 'utf8'),
  );
}
