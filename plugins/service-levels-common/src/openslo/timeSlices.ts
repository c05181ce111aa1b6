/** What time slices of an objective lack, by field; nothing of a method without slices. */
export function missingOfSlices(
  budgetingMethod: unknown,
  objective: object,
): { field: string; message: string }[] {
  const sliced = ['Timeslices', 'RatioTimeslices'].includes(
    String(budgetingMethod),
  );
  const needed = [
    {
      field: 'timeSliceWindow',
      isNeeded: sliced,
      message: `${budgetingMethod} needs timeSliceWindow, as in 5m`,
    },
    {
      field: 'timeSliceTarget',
      isNeeded: budgetingMethod === 'Timeslices',
      message:
        'Timeslices needs timeSliceTarget, the share of good events that makes a slice a good one, as in 0.95',
    },
  ];
  const given = objective as Record<string, unknown>;
  return needed.flatMap(({ field, isNeeded, message }) =>
    isNeeded && given[field] === undefined ? [{ field, message }] : [],
  );
}
