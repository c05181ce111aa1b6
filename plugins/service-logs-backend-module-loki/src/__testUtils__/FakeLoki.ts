import { once } from 'node:events';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';

/** A line that Loki has: nanoseconds, labels and text. */
export interface KeptLine {
  at: bigint;
  labels: Record<string, string>;
  line: string;
}

/**
 * A server that speaks Loki's query_range as documented: start is included, end is not, streams are grouped by their labels, and a
 * pipeline of `|= "text"` is understood.
 */
export class FakeLoki {
  lines: KeptLine[] = [];
  readonly asked: { query: URLSearchParams; tenant: unknown }[] = [];
  /** Answers the next request instead. */
  instead: ((res: ServerResponse) => void) | undefined;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((req, res) => this.#answer(req, res));
  }

  static async start(): Promise<FakeLoki> {
    const loki = new FakeLoki();
    loki.#server.listen(0, '127.0.0.1');
    await once(loki.#server, 'listening');
    return loki;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #answer(req: IncomingMessage, res: ServerResponse): void {
    const { searchParams: query, pathname } = new URL(req.url ?? '', this.url);
    this.asked.push({ query, tenant: req.headers['x-scope-orgid'] });
    const { instead } = this;
    this.instead = undefined;
    if (instead) {
      instead(res);
      return;
    }
    if (pathname !== '/loki/api/v1/query_range') {
      res.writeHead(404).end();
      return;
    }
    const logql = query.get('query') ?? '';
    const data = logql.startsWith('sum by')
      ? this.#matrix(query)
      : this.#streams(query);
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify({ status: 'success', data }));
  }

  #matching(logql: string): KeptLine[] {
    const matchers = [...logql.matchAll(/([A-Za-z_]\w*)="([^"]*)"/g)];
    const [, text = ''] = /\|= "([^"]*)"/.exec(logql) ?? [];
    return this.lines.filter(
      ({ labels, line }) =>
        matchers.every(([, name, value]) => labels[name] === value) &&
        line.includes(text),
    );
  }

  #streams(query: URLSearchParams) {
    const [start, end] = ['start', 'end'].map(name => BigInt(query.get(name)!));
    const backward = query.get('direction') === 'backward';
    const found = this.#matching(query.get('query')!)
      .filter(({ at }) => at >= start && at < end)
      .sort((a, b) => Number(backward ? b.at - a.at : a.at - b.at))
      .slice(0, Number(query.get('limit')));
    const streams = new Map<string, { stream: object; values: string[][] }>();
    for (const { labels, at, line } of found) {
      const key = JSON.stringify(labels);
      const stream = streams.get(key) ?? { stream: labels, values: [] };
      stream.values.push([String(at), line]);
      streams.set(key, stream);
    }
    return { resultType: 'streams', result: [...streams.values()] };
  }

  #matrix(query: URLSearchParams) {
    const logql = query.get('query')!;
    const inner = /count_over_time\((.*) \[\d+s\]\)/.exec(logql)![1];
    const step = Number(query.get('step'));
    const byLevel = new Map<string, [number, string][]>();
    for (
      let at = Number(query.get('start'));
      at <= Number(query.get('end'));
      at += step
    ) {
      const counts = new Map<string, number>();
      for (const each of this.#matching(inner)) {
        const second = Number(each.at / 1_000_000_000n);
        if (second < at - step || second >= at) continue;
        const level = each.labels.level ?? '';
        counts.set(level, (counts.get(level) ?? 0) + 1);
      }
      for (const [level, n] of counts) {
        byLevel.set(level, [...(byLevel.get(level) ?? []), [at, String(n)]]);
      }
    }
    return {
      resultType: 'matrix',
      result: [...byLevel].map(([level, values]) => ({
        metric: level ? { level } : {},
        values,
      })),
    };
  }
}
