import { once } from 'node:events';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

interface Resource {
  kind: string;
  metadata: {
    name: string;
    labels?: Record<string, string>;
    creationTimestamp?: string;
    deletionTimestamp?: string;
  };
  spec: Record<string, unknown> & { duration: string };
  status?: object;
}

/** A pod as a test has it. */
export interface TestPod {
  name: string;
  labels: Record<string, string>;
  isEnding?: boolean;
}

/** What a test does to the next requests. */
export type Trouble = (
  req: IncomingMessage,
  res: ServerResponse,
) => boolean | void;

/**
 * A cluster in this process, as far as drills talk to one: the API of Kubernetes over HTTP, with a Chaos Mesh that takes its
 * time to break and to put back, and that lets nobody change what runs.
 */
export class ClusterServer {
  readonly resources = new Map<string, Resource>();
  pods: Record<string, TestPod[]> = {};
  /** Looks it takes until all is injected, and until a deleted one is gone. */
  looks = 2;
  said: string | undefined;
  trouble: Trouble | undefined;
  readonly requests: string[] = [];
  url = '';
  readonly #server = createServer((req, res) => {
    this.requests.push(`${req.method} ${req.url}`);
    if (this.trouble?.(req, res)) return;
    this.#answer(req, res).catch(error => res.destroy(error));
  });
  readonly #waits = new Map<string, number>();

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const { port } = this.#server.address() as AddressInfo;
    this.url = `http://127.0.0.1:${port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** As a file that kubectl would read too. */
  get kubeConfig(): string {
    const named = { name: 'test' };
    return JSON.stringify({
      ...{ apiVersion: 'v1', kind: 'Config', 'current-context': 'test' },
      clusters: [
        {
          ...named,
          cluster: { server: this.url, 'insecure-skip-tls-verify': true },
        },
      ],
      users: [{ ...named, user: { token: 'a-token-for-the-tests' } }],
      contexts: [{ ...named, context: { cluster: 'test', user: 'test' } }],
    });
  }

  async #answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (req.headers.authorization !== 'Bearer a-token-for-the-tests') {
      status(res, 401, 'Unauthorized');
      return;
    }
    const url = new URL(req.url ?? '/', this.url);
    const [, namespace, plural, name] =
      /\/namespaces\/([^/]+)\/([^/]+)(?:\/([^/]+))?$/.exec(url.pathname) ?? [];
    if (plural === 'pods') {
      this.#list(namespace, url.searchParams, res);
      return;
    }
    if (req.method === 'POST') {
      const body = (await json(req)) as Resource;
      const key = [namespace, plural, body.metadata.name].join('/');
      if (this.resources.has(key)) {
        status(res, 409, `${plural} "${body.metadata.name}" already exists`);
        return;
      }
      body.metadata.creationTimestamp = `${new Date()
        .toISOString()
        .slice(0, 19)}Z`;
      this.resources.set(key, body);
      this.#waits.set(key, this.looks);
      send(res, 201, body);
      return;
    }
    const key = [namespace, plural, name].join('/');
    const found = this.resources.get(key);
    if (!found) {
      status(res, 404, `${plural} "${name}" not found`);
      return;
    }
    if (req.method === 'DELETE') {
      // Chaos Mesh has a finalizer on it until all is put back.
      found.metadata.deletionTimestamp ??= new Date().toISOString();
      this.#waits.set(key, this.looks);
      send(res, 200, found);
      return;
    }
    const left = (this.#waits.get(key) ?? 0) - 1;
    this.#waits.set(key, left);
    const isDone = left <= 0 && this.said === undefined;
    if (found.metadata.deletionTimestamp && isDone) {
      this.resources.delete(key);
      status(res, 404, `${plural} "${name}" not found`);
      return;
    }
    send(res, 200, { ...found, status: this.#statusOf(isDone) });
  }

  #statusOf(isInjected: boolean): object {
    return {
      conditions: [
        { type: 'Selected', status: 'True' },
        { type: 'AllInjected', status: isInjected ? 'True' : 'False' },
      ],
      experiment: {
        desiredPhase: 'Run',
        containerRecords: this.said
          ? [{ id: 'shop/checkout-1', events: [{ message: this.said }] }]
          : null,
      },
    };
  }

  #list(namespace: string, query: URLSearchParams, res: ServerResponse): void {
    const wanted = (query.get('labelSelector') ?? '')
      .split(',')
      .map(each => each.split('='));
    const found = (this.pods[namespace] ?? []).filter(({ labels }) =>
      wanted.every(([key, value]) => labels[key] === value),
    );
    const from = Number(query.get('continue') ?? 0);
    // A page of one, so that there are several.
    const page = found.slice(from, from + 1);
    send(res, 200, {
      ...{ kind: 'PodList', apiVersion: 'v1' },
      metadata: from + 1 < found.length ? { continue: String(from + 1) } : {},
      items: page.map(({ name, labels, isEnding }) => ({
        metadata: {
          ...{ name, labels, namespace },
          ...(isEnding && { deletionTimestamp: new Date().toISOString() }),
        },
      })),
    });
  }
}

function send(res: ServerResponse, code: number, body: object): void {
  res.writeHead(code, { 'Content-Type': 'application/json' });
  res.end(JSON.stringify(body));
}

/** A refusal as Kubernetes has it. */
export function status(res: ServerResponse, code: number, message: string) {
  send(res, code, {
    ...{ kind: 'Status', apiVersion: 'v1', status: 'Failure', code, message },
  });
  return true;
}
