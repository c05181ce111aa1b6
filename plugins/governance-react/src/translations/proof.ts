/** Texts of the panel that shows where the entries of a record stand in the ledger. */
export const proofMessages = {
  title: 'Proof',
  what: 'the state of the ledger',
  pending: '{{n}} wait for their place in the log',
  checkpoint: 'Checkpoint of {{size}} entries',
  download: 'Download evidence',
  command: 'Check it offline, with no access to this portal:',
  copyCommand: 'the command',
  verify: 'Verify here',
  ok: '{{n}} entries proven, log of {{size}} entries, root {{root}}',
  bad: 'This bundle does not verify',
  limits: 'What this cannot show',
  keyNote:
    'The key came from this portal. To rely on nobody here, check the file with a key you have kept.',
  failed: 'The evidence could not be fetched',
  story: 'Its story, judged by version {{rules}} of the rules',
  storyOk: '{{n}} of {{n}} claims hold',
  storyBad: '{{bad}} of {{n}} claims fail',
} as const;
