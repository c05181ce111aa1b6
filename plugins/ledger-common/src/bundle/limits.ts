import type { BundleProof, SubjectCompleteness } from './verification';

const ALWAYS = [
  'It cannot show that what was recorded is true: the ledger keeps what it was told.',
  'It cannot show that nothing was forged before it was signed: whoever held the signing key could have recorded something else in the first place.',
];

const NO_TIME =
  'It cannot show when something happened: every time in it is by the clock of whoever recorded or signed it.';

const ONE_LOG =
  'It cannot show that everybody is shown the same log: compare its checkpoint with one that was kept elsewhere.';

/** What a bundle cannot show, however well it verifies. */
export function limitsOf(proof?: BundleProof): string[] {
  if (!proof) {
    return [...ALWAYS, NO_TIME, ONE_LOG];
  }
  return [
    ...ALWAYS,
    timeLimit(proof),
    ...completenessLimits(proof),
    ...(proof.consistentWith
      ? []
      : [
          'It cannot show that the log was never rewritten: it holds no consistency proof from an older checkpoint.',
        ]),
    logLimit(proof),
  ];
}

/** The earliest time by which somebody else saw every entry. */
function timeLimit({ anchors, times = [] }: BundleProof): string {
  const known = [
    ...times
      .filter(({ coversAll }) => coversAll)
      .map(({ time, authority }) => ({ time, by: authority })),
    ...anchors
      .filter(({ coversAll }) => coversAll)
      .flatMap(({ cosignatures }) => cosignatures)
      .map(({ time, witness }) => ({ time, by: witness.split('+')[0] })),
  ].sort((a, b) => Date.parse(a.time) - Date.parse(b.time));
  const [first] = known;
  return first
    ? `It cannot show when something happened, only that every entry was in the log at ${first.time} by the clock of ${first.by}: all other times are by the clock of whoever recorded or signed them.`
    : NO_TIME;
}

function logLimit({ anchors }: BundleProof): string {
  const names = new Set(
    anchors
      .filter(({ coversAll }) => coversAll)
      .flatMap(({ cosignatures }) =>
        cosignatures.map(({ witness }) => witness.split('+')[0]),
      ),
  );
  return names.size > 0
    ? `That everybody is shown the same log rests on ${[...names].join(
        ' and ',
      )}: nobody else was asked.`
    : ONE_LOG;
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
