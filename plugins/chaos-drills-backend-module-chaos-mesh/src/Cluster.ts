import { ActivityFailed } from '@countersign/plugin-chaos-drills-common';
import type * as Kubernetes from '@kubernetes/client-node';
import { labelSelector, PodTarget } from './podTarget';
import { ClusterSettings } from './settings';

/** The client of Kubernetes, which is loaded when it is first needed. */
export type LoadKubernetes = () => Promise<typeof Kubernetes>;

/** Where a resource of Chaos Mesh stands. */
export interface Place {
  namespace: string;
  plural: string;
  name: string;
}

/** What is read of a resource of Chaos Mesh. */
export interface ChaosResource {
  metadata?: {
    labels?: Record<string, string>;
    creationTimestamp?: string;
    deletionTimestamp?: string;
  };
  spec?: { duration?: string };
  status?: {
    conditions?: { type?: string; status?: string; reason?: string }[];
    experiment?: {
      containerRecords?: { events?: { message?: string }[] }[] | null;
    };
  };
}

interface Connected {
  custom: Kubernetes.CustomObjectsApi;
  core: Kubernetes.CoreV1Api;
  Observable: typeof Kubernetes.Observable;
}

const group = { group: 'chaos-mesh.org', version: 'v1alpha1' };
const PAGE = 500;

/** One cluster, as far as drills talk to it. */
export class Cluster {
  #connected: Promise<Connected> | undefined;

  constructor(
    private readonly settings: Pick<ClusterSettings, 'kubeConfig' | 'context'>,
    private readonly load: LoadKubernetes,
  ) {}

  /** @returns undefined where one of that name is there already */
  async create(
    { namespace, plural }: Place,
    body: object,
    signal: AbortSignal,
  ): Promise<ChaosResource | undefined> {
    const { custom, Observable } = await this.#connect();
    const what = `create ${plural} in ${namespace}`;
    try {
      const made: unknown = await custom.createNamespacedCustomObject(
        { ...group, namespace, plural, body, fieldValidation: 'Strict' },
        until(signal, Observable),
      );
      return resource(made, what);
    } catch (error) {
      if (codeOf(error) === 409) return undefined;
      throw explained(error, what, plural);
    }
  }

  /** @returns undefined where there is none */
  async get(
    { namespace, plural, name }: Place,
    signal: AbortSignal,
  ): Promise<ChaosResource | undefined> {
    const { custom, Observable } = await this.#connect();
    const what = `read ${plural} in ${namespace}`;
    try {
      const found: unknown = await custom.getNamespacedCustomObject(
        { ...group, namespace, plural, name },
        until(signal, Observable),
      );
      return resource(found, what);
    } catch (error) {
      if (isGone(codeOf(error))) return undefined;
      throw explained(error, what, plural);
    }
  }

  /** Is done as well where there is none. */
  async delete(
    { namespace, plural, name }: Place,
    signal: AbortSignal,
  ): Promise<void> {
    const { custom, Observable } = await this.#connect();
    try {
      await custom.deleteNamespacedCustomObject(
        { ...group, namespace, plural, name },
        until(signal, Observable),
      );
    } catch (error) {
      if (isGone(codeOf(error))) return;
      throw explained(error, `delete ${plural} in ${namespace}`, plural);
    }
  }

  /** The names of the pods that a target stands for at this moment, without those that are ending. */
  async pods(target: PodTarget, signal: AbortSignal): Promise<string[]> {
    try {
      return await this.#pods(target, signal);
    } catch (error) {
      // The list has become too old between two pages: it is read again from its beginning, once.
      if (codeOf(error) === 410) {
        return await this.#pods(target, signal).catch(again => {
          throw explained(again, `list pods in ${target.namespace}`, 'pods');
        });
      }
      throw explained(error, `list pods in ${target.namespace}`, 'pods');
    }
  }

  async #pods(
    { namespace, labels }: PodTarget,
    signal: AbortSignal,
  ): Promise<string[]> {
    const { core, Observable } = await this.#connect();
    const names: string[] = [];
    for (let _continue: string | undefined; ; ) {
      const page: unknown = await core.listNamespacedPod(
        {
          namespace,
          labelSelector: labelSelector(labels),
          limit: PAGE,
          _continue,
        },
        until(signal, Observable),
      );
      const { items, metadata } = page as Partial<Kubernetes.V1PodList>;
      if (!Array.isArray(items)) {
        throw new ActivityFailed(
          'the answer of the cluster is no list of pods',
        );
      }
      for (const { metadata: pod } of items) {
        if (pod?.name && !pod.deletionTimestamp) names.push(pod.name);
      }
      _continue = metadata?._continue;
      if (!_continue) return names.sort();
    }
  }

  #connect(): Promise<Connected> {
    this.#connected ??= this.#makeClients().catch(error => {
      this.#connected = undefined;
      throw new ActivityFailed(
        `the cluster cannot be reached as configured: ${String(error)}`,
      );
    });
    return this.#connected;
  }

  async #makeClients(): Promise<Connected> {
    const { kubeConfig, context } = this.settings;
    const { KubeConfig, CustomObjectsApi, CoreV1Api, Observable } =
      await this.load();
    const config = new KubeConfig();
    if (kubeConfig) config.loadFromFile(kubeConfig);
    else config.loadFromDefault();
    if (context) config.setCurrentContext(context);
    return {
      custom: config.makeApiClient(CustomObjectsApi),
      core: config.makeApiClient(CoreV1Api),
      Observable,
    };
  }
}

/** A request that ends with the signal: the client itself knows of none. */
function until(
  signal: AbortSignal,
  Observable: Connected['Observable'],
): Kubernetes.ConfigurationOptions {
  return {
    middlewareMergeStrategy: 'append',
    middleware: [
      {
        pre: request => {
          request.setSignal(signal);
          return new Observable(Promise.resolve(request));
        },
        post: response => new Observable(Promise.resolve(response)),
      },
    ],
  };
}

function resource(answer: unknown, what: string): ChaosResource {
  const { metadata } = (answer ?? {}) as ChaosResource;
  if (typeof metadata !== 'object' || metadata === null) {
    throw new ActivityFailed(
      `the cluster answered no resource when asked to ${what}`,
    );
  }
  return answer as ChaosResource;
}

function codeOf(error: unknown): number | undefined {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'number' ? code : undefined;
}

function isGone(code: number | undefined): boolean {
  return code === 404 || code === 410;
}

/** What went wrong, and what would be right. */
function explained(error: unknown, what: string, plural: string): Error {
  if (error instanceof ActivityFailed) return error;
  const code = codeOf(error);
  if (code === undefined) {
    const { message = String(error), name } = error as Error;
    return new ActivityFailed(
      name === 'AbortError'
        ? `the cluster was too slow to ${what}`
        : `the cluster did not answer when asked to ${what}: ${message}`,
    );
  }
  const said = saidBy(error);
  switch (code) {
    case 401:
      return new ActivityFailed(
        'the cluster does not know us: look at the kubeConfig of this cluster',
      );
    case 403:
      return new ActivityFailed(
        `we may not ${what}: the account needs create, get and delete for it${said}`,
      );
    case 404:
      return new ActivityFailed(
        `the cluster has no ${plural}: is Chaos Mesh installed, and is the namespace there?${said}`,
      );
    default:
      return new ActivityFailed(
        `the cluster answered ${code} when asked to ${what}${said}`,
      );
  }
}

/** The words of the server, as Kubernetes puts them into a Status. */
function saidBy(error: unknown): string {
  const { body } = error as { body?: unknown };
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? '');
  try {
    const { message } = JSON.parse(text) as { message?: unknown };
    return typeof message === 'string' ? `: ${message.slice(0, 500)}` : '';
  } catch {
    return '';
  }
}
