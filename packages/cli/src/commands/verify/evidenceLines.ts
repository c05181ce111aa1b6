import { Story } from '@countersign/plugin-governance-common';
import { BundleProof, Completeness } from '@countersign/plugin-ledger-common';
import { Evidence } from './evidence';

/** What `countersign verify` prints about one bundle. */
export function evidenceLines(
  evidence: Evidence,
  { hasKeys }: { hasKeys: boolean },
): string[] {
  const { bundle } = evidence;
  return [
    `${evidence.file}: ${evidence.proven ? 'PROVEN' : 'NOT PROVEN'}`,
    ...bundle.problems.map(
      problem =>
        `  ✘ ${problem.where ? `${problem.where}: ` : ''}${problem.message}`,
    ),
    ...(bundle.proven ? proofLines(bundle.proven) : []),
    ...(hasKeys
      ? []
      : [
          '  No key was given that you trust: anybody could have made this log. Give it with --key.',
        ]),
    ...evidence.stories.flatMap(storyLines),
    ...referenceLines(evidence.references),
    ...payloadLines(evidence.payloads),
    'What this cannot show',
    ...evidence.limits.map(limit => `  – ${limit}`),
    '',
  ];
}

function proofLines(proof: BundleProof): string[] {
  return [
    `  Log       ${proof.origin}, ${proof.treeSize} entries, root ${proof.rootHash}`,
    `  Signed    ${proof.checkpointSignedAt} (by the signer's clock); exported ${proof.exportedAt}`,
    ...proof.signatures.map(
      signature =>
        `  Key       ${signature.key} signs the ${signature.of}${
          signature.trusted ? '' : ', NOT TRUSTED'
        }`,
    ),
    `  Entries   ${proof.entries.length} ${aboutWhat(
      proof,
    )}, each in the log; ${completeness(proof.completeness)}`,
    ...(proof.consistentWith
      ? [
          `  Growth    nothing was changed since the older checkpoint of ${proof.consistentWith.treeSize} entries`,
        ]
      : []),
    ...anchorLines(proof),
  ];
}

/** What others say of the log. */
function anchorLines({ anchors, times = [] }: BundleProof): string[] {
  const all = (covers: boolean) => (covers ? 'every entry' : 'earlier entries');
  return [
    ...anchors.flatMap(({ cosignatures, treeSize, coversAll }) =>
      cosignatures.map(
        ({ witness, time }) =>
          `  Witness   ${witness} cosigned ${treeSize} entries at ${time}: ${all(
            coversAll,
          )}`,
      ),
    ),
    ...times.map(
      ({ authority, time, treeSize, coversAll }) =>
        `  Time      ${authority} stamped ${treeSize} entries at ${time}: ${all(
          coversAll,
        )}`,
    ),
    ...(times.length === 0 &&
    anchors.some(({ timeStamp }) => timeStamp !== undefined)
      ? [
          '  Time      there is a time stamp: give the certificate of its authority with --time-stamp-authority',
        ]
      : []),
  ];
}

function referenceLines(references: Evidence['references']): string[] {
  if (references.length === 0) return [];
  const marks = { agrees: '✔', differs: '✘', absent: '–' };
  return [
    'What it relies on in other records',
    ...references.map(
      ({ from, outcome, detail }) => `  ${marks[outcome]} ${from}: ${detail}`,
    ),
  ];
}

/** Alerts come by the hundred: only what differs is told one by one. */
function payloadLines(payloads: Evidence['payloads']): string[] {
  if (payloads.length === 0) return [];
  const count = (outcome: string) =>
    payloads.filter(each => each.outcome === outcome).length;
  const [agree, absent] = [count('agrees'), count('absent')];
  return [
    'What was received that it relies on',
    ...(agree > 0
      ? [`  ✔ ${agree} of ${payloads.length}: as it was relied on.`]
      : []),
    ...payloads
      .filter(({ outcome }) => outcome === 'differs')
      .map(
        ({ from, name, of, digest }) =>
          `  ✘ ${from}: what was received of ${name} (${of}) never was as it was relied on (${digest}).`,
      ),
    ...(absent > 0
      ? [
          `  – ${absent} of ${payloads.length}: no file here has what was received. Download it where the record is shown, as payloads.`,
        ]
      : []),
  ];
}

function aboutWhat({ contents }: BundleProof): string {
  switch (contents.kind) {
    case 'subject':
      return `about ${contents.subject}`;
    case 'subjects':
      return `about ${contents.subjects
        .map(({ subject }) => subject)
        .join(', ')}`;
    default:
      return `from index ${contents.first}`;
  }
}

function completeness(of: Completeness): string {
  switch (of.kind) {
    case 'whole-log':
      return 'it is the whole log';
    case 'contiguous':
      return `none is left out from index ${of.first} to ${of.last}`;
    case 'numbered':
      return `none is left out from number ${of.first} to ${of.last}`;
    case 'each':
      return of.of
        .map(each => `of ${each.subject} ${completeness(each)}`)
        .join('; ');
    default:
      return 'others may be left out';
  }
}

function storyLines(story: Story): string[] {
  return [
    '',
    `${story.subject}  ${story.title ?? ''} (${story.state ?? 'unknown'})`,
    `  Judged by version ${story.rules} of the rules`,
    ...story.claims.flatMap(claim => [
      `  ${claim.holds ? '✔' : '✘'} ${claim.claim}.`,
      `      ${claim.detail}`,
      ...(claim.holds ? [] : [`      Entries: ${claim.entryIds.join(', ')}`]),
    ]),
    '',
  ];
}
