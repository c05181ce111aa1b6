/** Seconds. An objective of a latency needs an edge at its threshold: here 0.3. */
const EDGES = [0.05, 0.1, 0.3, 0.5, 1, 2.5, 5, 10];

/** What the service counts, for Prometheus. Labels take few values, whatever is asked. */
export class Metrics {
  #requests = new Map();
  #durations = new Map();

  /** Counts a request once it is answered. */
  count(route, { method }, response) {
    const began = performance.now();
    const verb = ['GET', 'HEAD', 'POST', 'DELETE'].includes(method)
      ? method
      : 'OTHER';
    response.once('close', () => {
      const seconds = (performance.now() - began) / 1000;
      const key = `method="${verb}",route="${route}"`;
      const counted = `${key},code="${response.statusCode}"`;
      this.#requests.set(counted, (this.#requests.get(counted) ?? 0) + 1);
      const times = this.#durations.get(key) ?? {
        buckets: EDGES.map(() => 0),
        count: 0,
        sum: 0,
      };
      EDGES.forEach((edge, i) => {
        if (seconds <= edge) times.buckets[i] += 1;
      });
      times.count += 1;
      times.sum += seconds;
      this.#durations.set(key, times);
    });
  }

  /** The page that is scraped. */
  page(faults) {
    const lines = ['# TYPE http_requests_total counter'];
    for (const [labels, count] of this.#requests) {
      lines.push(`http_requests_total{${labels}} ${count}`);
    }
    lines.push('# TYPE http_request_duration_seconds histogram');
    for (const [labels, { buckets, count, sum }] of this.#durations) {
      const name = 'http_request_duration_seconds';
      EDGES.forEach((edge, i) =>
        lines.push(`${name}_bucket{${labels},le="${edge}"} ${buckets[i]}`),
      );
      lines.push(`${name}_bucket{${labels},le="+Inf"} ${count}`);
      lines.push(`${name}_sum{${labels}} ${sum}`);
      lines.push(`${name}_count{${labels}} ${count}`);
    }
    lines.push('# TYPE faults_active gauge');
    for (const [kind, count] of Object.entries(faults)) {
      lines.push(`faults_active{kind="${kind}"} ${count}`);
    }
    return `${lines.join('\n')}\n`;
  }
}
