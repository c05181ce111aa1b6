import { MetricsScope } from './figures';

/** What a figure means, what it covers and what it leaves out, as the page says it beside the figure. */
export interface FigureDefinition {
  id: string;
  title: string;
  definition: string;
  exclusions: string;
}

/** The definitions of all figures, after reference terms of ITIL and dora.dev. */
export function figureDefinitions({
  drills,
}: MetricsScope): FigureDefinition[] {
  const always = `${
    drills ? '' : 'Drills. '
  }Incidents in triage, canceled ones, duplicates and those merged into another.`;
  const time = (id: string, title: string, definition: string) => ({
    id,
    title,
    definition: `${definition} For incidents that started in the period. Median and 90th percentile by nearest rank, so that each is a time that occurred.`,
    exclusions: `Incidents where one of the two times is unknown: n says of how many it is known. ${always}`,
  });
  const share = (id: string, title: string, definition: string) => ({
    id,
    title,
    definition,
    exclusions: `Deployments outside production, and those that nobody reported. ${always}`,
  });
  return [
    time('detect', 'Time to detect (MTTD)', 'From started to detected.'),
    time(
      'acknowledge',
      'Time to acknowledge (MTTA)',
      'From the first alert to acknowledged.',
    ),
    time('mitigate', 'Time to mitigate (MTTM)', 'From started to mitigated.'),
    time(
      'restore',
      'Time to restore (MTTR, recovery)',
      'From started to restored: the service was as before.',
    ),
    time(
      'resolve',
      'Time to resolve (MTTR, resolve)',
      'From started to resolved: nothing was left to be done.',
    ),
    {
      id: 'betweenFailures',
      title: 'Time between failures (MTBF)',
      definition:
        'Operating time ÷ failures. A service operates whenever none of its incidents goes on, from started to restored; a failure is an incident that names it first.',
      exclusions: `Services without an incident in the period. ${always}`,
    },
    share(
      'frequency',
      'Deployment frequency',
      'Successful deployments a day (DORA).',
    ),
    share(
      'leadTime',
      'Lead time for changes',
      'From commit to deployed (DORA), of successful deployments whose commit has a time.',
    ),
    share(
      'changeFailRate',
      'Change fail rate',
      'Deployments that needed immediate intervention ÷ all deployments (DORA): they failed, were rolled back, or were confirmed as the cause of an incident. This is not the change success rate, which divides by closed changes.',
    ),
    share(
      'recoveryTime',
      'Failed deployment recovery time',
      'From started to restored, of incidents that a deployment caused (DORA).',
    ),
    share(
      'reworkRate',
      'Rework rate',
      'Deployments of emergency changes ÷ all deployments (DORA): unplanned work that repaired something.',
    ),
  ];
}
