import {
  Outcome,
  PackVerification,
} from '@countersign/plugin-compliance-evidence-common';

/** How an outcome looks in a terminal. */
export const marks: Record<Outcome, string> = {
  holds: '✔',
  fails: '✘',
  unchecked: '–',
};

/** Each claim with its outcome, and what cannot be shown. */
export function claimLines({
  claims,
  limits,
}: Pick<PackVerification, 'limits'> & {
  claims: readonly { outcome: Outcome; claim: string; details: string[] }[];
}): string[] {
  return [
    ...claims.flatMap(({ outcome, claim, details }) => [
      `  ${marks[outcome]} ${claim}${
        outcome === 'unchecked' ? ': not checked' : ''
      }.`,
      ...details.map(detail => `      ${detail}`),
    ]),
    'What this cannot show',
    ...limits.map(limit => `  – ${limit}`),
    '',
  ];
}

/** What `countersign verify` prints about a pack. */
export function packLines(
  file: string,
  { proven, manifest, claims, limits }: PackVerification,
  { hasKeys }: { hasKeys: boolean },
): string[] {
  return [
    `${file}: ${proven ? 'PROVEN' : 'NOT PROVEN'}`,
    ...(manifest ? runLines(manifest) : []),
    ...(hasKeys
      ? []
      : [
          '  No key was given that you trust: anybody could have made this pack. Give it with --key.',
        ]),
    ...claimLines({ claims, limits }),
  ];
}

export function runLines({
  run,
  origin,
}: NonNullable<PackVerification['manifest']>): string[] {
  const parameters = Object.entries(run.parameters)
    .map(([name, value]) => `${name} ${[value].flat().join(', ')}`)
    .join('; ');
  return [
    `  Run       ${run.number} of ${run.report}, requested by ${run.requestedBy}, started ${run.startedAt}`,
    `  Log       ${origin}`,
    ...(parameters ? [`  Asked     ${parameters}`] : []),
  ];
}
