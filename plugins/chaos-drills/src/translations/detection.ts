/** Texts of the page that compares predicted and measured detection. */
export const detectionMessages = {
  what: 'the figures of detection',
  empty: 'Nothing can be compared yet',
  emptyDetail:
    'A drill whose detection was predicted, or that an alert noticed, is compared here once it is over.',
  medianError: 'Median error',
  medianErrorMeaning:
    'By how much the measured time differs from the predicted one, as a share of the predicted one, in the middle one of all drills that were predicted and noticed.',
  within: 'Within 15 %',
  withinOf: '{{within}} of {{compared}}',
  withinMeaning:
    'Of the drills that were predicted and noticed, those whose error is at most 15 %.',
  missed: 'Not detected',
  missedMeaning:
    'An alert was predicted while the fault was there long enough, and none fired. Each has a problem.',
  surprises: 'Not predicted',
  surprisesMeaning: 'An alert fired that nobody had predicted.',
  none: '—',
  rests_one: 'over {{count}} drill',
  rests_other: 'over {{count}} drills',
  chart: 'Measured against predicted',
  chartMeaning: 'On the line the measured time is the predicted one.',
  chartEmpty: 'No drill was both predicted and noticed.',
  chartPredicted: 'Predicted, s',
  chartMeasured: 'Measured, s',
  chartDrills: 'Drills',
  table: 'Drills',
  drill: 'Drill',
  predicted: 'Predicted',
  measured: 'Measured',
  error: 'Error',
  ended: 'Ended',
  showMissed: 'List those that were not detected',
} as const;
