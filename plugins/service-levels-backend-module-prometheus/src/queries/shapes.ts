import {
  boundPattern,
  escapeRegex,
  LabelMatcher,
  readBound,
  Selector,
} from '@countersign/plugin-service-levels-common';

/** A metric that somebody asks for. */
export interface Wanted {
  key: string;
  selector: Selector;
}

/** Metrics that differ only in what some labels are equal to: one query answers for all of them. */
export interface Shape {
  /** Selects what any of them does. */
  selector: Selector;
  /** The labels in which they differ. */
  by: string[];
  members: Wanted[];
}

/** Selectors in one query at most: the text of each is in it. */
const MOST_MEMBERS = 500;

/** Groups metrics by their shape. */
export function shapesOf(wanted: readonly Wanted[]): Shape[] {
  const groups = new Map<string, Wanted[]>();
  for (const each of wanted) {
    const { metric, matchers } = each.selector;
    const shape = JSON.stringify([
      metric,
      matchers
        .map(({ label, op, value }) =>
          op === '=' ? [label, op] : [label, op, value],
        )
        .sort(),
      // A label that is asked for twice cannot be told apart in an answer.
      hasDouble(each.selector) ? each.key : '',
    ]);
    groups.set(shape, [...(groups.get(shape) ?? []), each]);
  }
  return [...groups.values()].flatMap(members =>
    Array.from({ length: Math.ceil(members.length / MOST_MEMBERS) }, (_, i) =>
      shapeOf(members.slice(i * MOST_MEMBERS, (i + 1) * MOST_MEMBERS)),
    ),
  );
}

function hasDouble({ matchers }: Selector): boolean {
  const equal = matchers.filter(({ op }) => op === '=');
  return new Set(equal.map(({ label }) => label)).size < equal.length;
}

function shapeOf(members: Wanted[]): Shape {
  const [{ selector }] = members;
  if (members.length === 1 && hasDouble(selector)) {
    return { selector, by: [], members };
  }
  const by = selector.matchers
    .filter(({ op }) => op === '=')
    .map(({ label }) => label);
  const matchers = selector.matchers.map((matcher): LabelMatcher => {
    if (matcher.op !== '=') return matcher;
    const { label } = matcher;
    const values = new Set(
      members.map(each => patternOf(label, valueOf(each.selector, label))),
    );
    return { label, op: '=~', value: [...values].join('|') };
  });
  return { selector: { metric: selector.metric, matchers }, by, members };
}

function patternOf(label: string, value: string): string {
  const bound = label === 'le' ? readBound(value) : undefined;
  return bound === undefined ? escapeRegex(value) : boundPattern(bound);
}

function valueOf({ matchers }: Selector, label: string): string {
  return (
    matchers.find(each => each.op === '=' && each.label === label)?.value ?? ''
  );
}

/** By which a series of an answer is found for a member: bounds as numbers, and a label that is not there as an empty one. */
export function memberKey(
  by: readonly string[],
  of: (label: string) => string,
) {
  return JSON.stringify(
    by.map(label => {
      const value = of(label);
      return label === 'le' ? readBound(value) ?? value : value;
    }),
  );
}

/** The members of a shape, by that key. */
export function membersByKey({ by, members }: Shape): Map<string, Wanted[]> {
  const found = new Map<string, Wanted[]>();
  for (const each of members) {
    const key = memberKey(by, label => valueOf(each.selector, label));
    found.set(key, [...(found.get(key) ?? []), each]);
  }
  return found;
}
