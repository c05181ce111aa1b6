/** The entities that are configuration items, as a filter of entity cards and contents. */
export const configurationItemFilter = {
  kind: { $in: ['component', 'resource', 'api', 'system'] },
};
