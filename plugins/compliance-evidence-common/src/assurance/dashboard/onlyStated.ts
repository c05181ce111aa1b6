/** Figures of compliance that no record proves, and why. */
export const onlyStatedOfCompliance: Readonly<Record<string, string>> = {
  score:
    'It weighs the questions of every report, which are configuration, by all of their runs and findings.',
  unattested:
    'Which controls there are follows from the reports, which are configuration. An attestation has evidence of its own.',
};
