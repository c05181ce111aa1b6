import { AlertSignal } from './signal';

/** By these, Prometheus and Grafana name the runbook of an alert. */
const annotations = ['runbook_url', 'runbook'];

/** Whether an alert says where its runbook is. */
export function namesRunbook(
  signal: Pick<AlertSignal, 'annotations' | 'links'>,
): boolean {
  return (
    annotations.some(name => Boolean(signal.annotations[name]?.trim())) ||
    signal.links.some(({ title }) => /runbook/i.test(title))
  );
}
