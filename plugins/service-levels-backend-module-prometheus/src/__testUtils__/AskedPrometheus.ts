import { RealPrometheus } from '@countersign/plugin-governance-test-utils/programs';
import { ApiSeries, PrometheusApi } from '../api/PrometheusApi';

/** A real Prometheus that is asked as this module asks. */
export class AskedPrometheus extends RealPrometheus {
  readonly api = new PrometheusApi({
    url: this.url,
    headers: {},
    timeoutMs: 10_000,
    maxBytes: 64 * 1024 * 1024,
  });

  /** All samples of a selector, as they were scraped or recorded. */
  samples(selector: string): Promise<ApiSeries[]> {
    return this.api.query(`${selector}[10m]`, Date.now());
  }
}
