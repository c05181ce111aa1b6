import { Completeness } from '@countersign/plugin-compliance-evidence-common';

/** What the source said of its own completeness, in words. */
export function completeness({
  stated,
  pages,
  gaps,
  statistics = {},
}: Completeness): string {
  return [
    stated === undefined
      ? 'The source did not say how many it holds.'
      : `The source said that it holds ${stated}.`,
    ...(pages === undefined ? [] : [`${pages} pages were read.`]),
    ...(gaps.length === 0 ? ['No gap is known.'] : gaps),
    ...Object.entries(statistics).map(([name, value]) => `${name}: ${value}`),
  ].join('\n');
}
