/** Texts of the panel that shows where the entries of a record stand in the ledger. */
export const proofMessages = {
  title: 'Proof',
  what: 'the state of the ledger',
  pending: '{{n}} not in the log yet',
  checkpoint: 'Checkpoint of {{size}} entries',
  download: 'Download evidence',
  command: 'Check it offline, with no access to this portal:',
  copyCommand: 'the command',
  verify: 'Verify here',
  ok_one: 'Verified: the one entry is in the signed log',
  ok_other: 'Verified: all {{count}} entries are in the signed log',
  log: 'The log has {{size}} entries; its root is {{root}}.',
  bad: 'This bundle does not verify',
  limits: 'What this cannot show',
  keyNote:
    "Verified with this portal's own key. For independent proof use a key you saved earlier.",
  failed: 'The evidence could not be fetched',
  story: 'Its story, judged by version {{rules}} of the rules',
  storyOk: '{{n}} of {{n}} claims hold',
  storyBad: '{{bad}} of {{n}} claims fail',
} as const;
