import {
  exactJson,
  ExactNumber,
  Secret,
} from '@countersign/plugin-governance-common';
import { AttributeChange } from '../model';
import { canonicalText } from './canonicalText';
import { HiddenChange } from './hideSecrets';
import { TerraformChange } from './planSchema';
import { holdsSecret, isContainer, mapMembers, member } from './values';

/** A longer text is shown in part: the digest, not the page, is what tells two of them apart. */
const LONGEST_TEXT = 4000;
/** So many characters stand before the first that differs. */
const CONTEXT = 200;

type Path = (string | number)[];

/** The attributes of one resource, compared. */
export interface AttributeDiff {
  attributes: AttributeChange[];
  unchanged: number;
}

/** Compares before and after leaf by leaf. Attributes that are null on both sides do not count. */
export function diffAttributes(
  change: Pick<TerraformChange, 'after_unknown' | 'replace_paths'>,
  hidden: HiddenChange,
): AttributeDiff {
  const replacePaths = (change.replace_paths ?? []).map(pathText);
  const diff: AttributeDiff = { attributes: [], unchanged: 0 };

  const compare = (
    path: Path,
    before: unknown,
    after: unknown,
    unknown: unknown,
  ): void => {
    if (unknown !== true && isBranch(before, after, unknown)) {
      for (const key of keysOf(before, after, unknown)) {
        compare(
          [...path, key],
          member(before, key),
          member(after, key),
          member(unknown, key),
        );
      }
      return;
    }
    const isUnknown = unknown === true;
    if (!isUnknown && isNothing(before) && isNothing(after)) return;
    if (!isUnknown && sameLeaf(before, after)) {
      diff.unchanged += 1;
      return;
    }
    const text = pathText(path);
    const sensitive = holdsSecret(before) || holdsSecret(after);
    diff.attributes.push({
      path: text,
      ...(sensitive || isNothing(before)
        ? {}
        : { before: valueText(before, after) }),
      ...(sensitive || isNothing(after) || isUnknown
        ? {}
        : { after: valueText(after, before) }),
      unknown: isUnknown,
      sensitive,
      forcesReplacement: replacePaths.some(
        replaced => isWithin(text, replaced) || isWithin(replaced, text),
      ),
    });
  };

  compare([], hidden.before, hidden.after, change.after_unknown);
  return diff;
}

function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** Whether to look inside: no side is a leaf, and there is something inside. */
function isBranch(before: unknown, after: unknown, unknown: unknown): boolean {
  const sides = [before, after].filter(side => !isNothing(side));
  const containers = isContainer(unknown) ? [...sides, unknown] : sides;
  return (
    containers.length > 0 &&
    sides.every(isContainer) &&
    containers.some(side => Object.keys(side as object).length > 0) &&
    sides.every(side => Array.isArray(side) === Array.isArray(sides[0]))
  );
}

function keysOf(...sides: unknown[]): (string | number)[] {
  const containers = sides.filter(isContainer);
  const keys = new Set(containers.flatMap(side => Object.keys(side)));
  return containers.some(Array.isArray)
    ? [...keys].map(Number).sort((a, b) => a - b)
    : [...keys].sort();
}

function sameLeaf(before: unknown, after: unknown): boolean {
  if (before instanceof Secret && after instanceof Secret) {
    return canonicalText(before.reveal()) === canonicalText(after.reveal());
  }
  if (before instanceof ExactNumber || after instanceof ExactNumber) {
    return canonicalText(before ?? null) === canonicalText(after ?? null);
  }
  if (isContainer(before) && isContainer(after)) {
    // Both empty, and of the same kind: anything else is a branch or a change of kind.
    return (
      Array.isArray(before) === Array.isArray(after) &&
      Object.keys(before).length === 0 &&
      Object.keys(after).length === 0
    );
  }
  return before === after;
}

/** @param other - What stands on the other side. */
function valueText(value: unknown, other: unknown): string {
  return withVisibleMarks(exactJson(shortened(value, other)) ?? 'null');
}

/**
 * With characters that are not seen as escapes, as JSON has them: one that turns the direction of writing would make a
 * value read as another one.
 */
export function withVisibleMarks(text: string): string {
  return text.replace(/[\p{Cf}\u2028\u2029]/gu, mark =>
    Array.from(
      { length: mark.length },
      (_, i) => `\\u${mark.charCodeAt(i).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}

/** A long text in part: from its beginning, or from shortly before it differs from what it was. */
function shortened(value: unknown, other?: unknown): unknown {
  if (typeof value === 'string' && value.length > LONGEST_TEXT) {
    const start = Math.max(0, differenceAt(value, other) - CONTEXT);
    const end = start + LONGEST_TEXT;
    return [
      start > 0 ? `(from character ${start + 1}) …` : '',
      value.slice(start, end),
      end < value.length ? '…' : '',
      ` (${value.length} characters)`,
    ].join('');
  }
  if (Array.isArray(value)) return value.map(item => shortened(item));
  return isContainer(value)
    ? mapMembers(value, item => shortened(item))
    : value;
}

/** Where a text that is shown in part begins to differ from the other; 0 where both differ at once, or it is no text. */
function differenceAt(text: string, other: unknown): number {
  if (typeof other !== 'string') return 0;
  let at = 0;
  while (at < text.length && text[at] === other[at]) at += 1;
  return at < LONGEST_TEXT - CONTEXT ? 0 : at;
}

/** `settings[0].tier`, with keys that are no names in quotes. */
function pathText(path: Path): string {
  const text = path
    .map((step, i) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[A-Za-z_][\w-]*$/.test(step)) return `[${JSON.stringify(step)}]`;
      return i === 0 ? step : `.${step}`;
    })
    .join('');
  return withVisibleMarks(text);
}

function isWithin(path: string, outer: string): boolean {
  return (
    path === outer ||
    outer === '' ||
    (path.startsWith(outer) && /[.[]/.test(path[outer.length]))
  );
}
