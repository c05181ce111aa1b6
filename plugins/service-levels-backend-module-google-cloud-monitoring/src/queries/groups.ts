import {
  CloudMetricSpec,
  cloudText,
} from '@countersign/plugin-service-levels-common';

/** A metric that somebody asks for. */
export interface Wanted {
  key: string;
  spec: CloudMetricSpec;
}

/** Metrics of one type that differ only in what their labels are: one request answers for all of them. */
export interface Group {
  filter: string;
  /** Labels that tell them apart in an answer. */
  by: string[];
  members: Wanted[];
}

/** A filter may have 2,048 terms at most, and a request should stay readable. */
const MOST_MEMBERS = 400;

/** Groups metrics by type, resource and labels. */
export function groupsOf(wanted: readonly Wanted[]): Group[] {
  const groups = new Map<string, Wanted[]>();
  for (const each of wanted) {
    const { metric, resource, labels } = each.spec;
    const key = JSON.stringify([metric, resource, Object.keys(labels).sort()]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].flatMap(members =>
    Array.from({ length: Math.ceil(members.length / MOST_MEMBERS) }, (_, i) =>
      groupOf(members.slice(i * MOST_MEMBERS, (i + 1) * MOST_MEMBERS)),
    ),
  );
}

function groupOf(members: Wanted[]): Group {
  const [{ spec }] = members;
  const by = Object.keys(spec.labels).sort();
  const terms = [
    `metric.type = ${cloudText(spec.metric)}`,
    ...(spec.resource ? [`resource.type = ${cloudText(spec.resource)}`] : []),
    ...by.map(label => {
      const values = new Set(
        members.flatMap(each => valuesOf(each.spec, label)),
      );
      const list = [...values].map(cloudText);
      return list.length === 1
        ? `${label} = ${list[0]}`
        : `${label} = one_of(${list.join(', ')})`;
    }),
  ];
  return { filter: terms.join(' AND '), by, members };
}

/** Members by the labels of a series that counts for them. */
export function membersBySeries({ by, members }: Group): Map<string, Wanted[]> {
  const found = new Map<string, Wanted[]>();
  for (const each of members) {
    const combinations = by.reduce<string[][]>(
      (all, label) =>
        all.flatMap(values =>
          valuesOf(each.spec, label).map(value => [...values, value]),
        ),
      [[]],
    );
    for (const values of combinations) {
      const key = JSON.stringify(values);
      found.set(key, [...(found.get(key) ?? []), each]);
    }
  }
  return found;
}

function valuesOf({ labels }: CloudMetricSpec, label: string): string[] {
  const value = labels[label] ?? [];
  return typeof value === 'string' ? [value] : value;
}
