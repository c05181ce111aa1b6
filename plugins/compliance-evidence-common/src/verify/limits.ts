import { PackManifest } from '../pack/model';
import { runStories } from '../run/story';
import type { CheckedLedger } from './checkLedger';

/** What a pack cannot show, however well it verifies: full sentences. */
export function limitsOf(
  manifest?: PackManifest,
  ledger?: CheckedLedger,
): string[] {
  const gaps = (manifest?.evidence ?? []).flatMap(
    ({ source, completeness }) => [
      ...completeness.gaps.map(gap => `That ${source} is complete: ${gap}`),
      ...(completeness.stated === undefined
        ? [
            `That ${source} is complete: the source did not say how many records it holds.`,
          ]
        : []),
    ],
  );
  return [
    ...new Set([
      ...gaps,
      'That workbook, PDF and the other artefacts show what the results say: they are signed as they were made, and not made again here.',
      'That the queries ask what the controls demand: people decided that.',
      ...runStories.limits,
      ...(ledger?.limits ?? []),
    ]),
  ];
}
