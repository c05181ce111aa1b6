import { exact, nearest } from '../arithmetic';
import { Part } from './Part';

/** A document of OpenSLO, before anybody has checked it. */
export interface MadeDocument {
  apiVersion: 'openslo/v1';
  kind: 'SLO' | 'DataSource';
  metadata: {
    name: string;
    displayName?: string;
    labels?: Record<string, string>;
  };
  spec: Record<string, unknown>;
}

export interface ImportOptions {
  /** The source that metrics are read from, as configuration names it. */
  source: string;
  /** Whose promises they are, where the definitions do not say. */
  service?: string;
}

/** An objective as it is taken over. */
export interface MadeObjective {
  name: string;
  displayName?: string;
  description?: string;
  labels?: Record<string, string>;
  service: string;
  target: number;
  window: Record<string, unknown>;
  indicator: Record<string, unknown>;
  /** Of a threshold. */
  compared?: { op: string; value: number };
}

export function sloDocument({
  name,
  displayName,
  description,
  labels,
  service,
  target,
  window,
  indicator,
  compared,
}: MadeObjective): MadeDocument {
  return {
    apiVersion: 'openslo/v1',
    kind: 'SLO',
    metadata: {
      name,
      ...(displayName && { displayName }),
      ...(labels && Object.keys(labels).length > 0 && { labels }),
    },
    spec: {
      ...(description && { description }),
      service,
      budgetingMethod: 'Occurrences',
      timeWindow: [window],
      objectives: [{ target, ...compared }],
      indicator: { metadata: { name }, spec: indicator },
    },
  };
}

export function ratio(
  source: string,
  counted: 'good' | 'bad',
  specs: { part: object; total: object },
): Record<string, unknown> {
  const metric = (spec: object) => ({
    metricSource: { metricSourceRef: source, spec },
  });
  return {
    ratioMetric: {
      counter: true,
      [counted]: metric(specs.part),
      total: metric(specs.total),
    },
  };
}

/** 99.9 as 0.999, and not the double that a division gives. */
export function shareOf(percent: number): number {
  return nearest(exact(percent).div(100));
}

/** A name that OpenSLO takes. */
export function nameOf(text: string, part: Part): string {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63)
    .replace(/-+$/, '');
  if (name === '')
    part.refuse('name', `There is no name to be made of ${text}`);
  if (name !== text) {
    part.warn('name', `OpenSLO allows no such name: it is called ${name}`);
  }
  return name;
}

export function rolling(duration: string): Record<string, unknown> {
  return { duration, isRolling: true };
}
