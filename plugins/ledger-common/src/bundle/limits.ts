import type { BundleProof, SubjectCompleteness } from './verification';

const ALWAYS = [
  'It cannot show that what was recorded is true: the ledger keeps what it was told.',
  'It cannot show that nothing was forged before it was signed: whoever held the signing key could have recorded something else in the first place.',
  'It cannot show when something happened: every time in it is by the clock of whoever recorded or signed it.',
];

const ONE_LOG =
  'It cannot show that everybody is shown the same log: compare its checkpoint with one that was kept elsewhere.';

/** What a bundle cannot show, however well it verifies. */
export function limitsOf(proof?: BundleProof): string[] {
  if (!proof) {
    return [...ALWAYS, ONE_LOG];
  }
  return [
    ...ALWAYS,
    ...completenessLimits(proof),
    ...(proof.consistentWith
      ? []
      : [
          'It cannot show that the log was never rewritten: it holds no consistency proof from an older checkpoint.',
        ]),
    ONE_LOG,
  ];
}

function completenessLimits({ completeness, contents }: BundleProof): string[] {
  const what =
    contents.kind === 'subject' ? `about ${contents.subject}` : 'of the log';
  switch (completeness.kind) {
    case 'whole-log':
      return [
        'It cannot show what was appended after its checkpoint, nor what was never appended.',
      ];
    case 'contiguous':
      return [
        `It says nothing about entries ${what} before index ${completeness.first} or after index ${completeness.last}.`,
      ];
    case 'each':
      return completeness.of.map(each =>
        subjectLimit(each, `about ${each.subject}`),
      );
    default:
      return [subjectLimit(completeness, what)];
  }
}

function subjectLimit(
  completeness:
    | Omit<Extract<SubjectCompleteness, { kind: 'numbered' }>, 'subject'>
    | { kind: 'none' },
  what: string,
): string {
  if (completeness.kind === 'none') {
    return `It cannot show that no entry ${what} was withheld; a bundle of the whole log would.`;
  }
  const { first, last } = completeness;
  return `It cannot show that there is no entry ${what} after number ${last}${
    first > 1 ? ` or before number ${first}` : ''
  }; a bundle of the whole log would.`;
}
