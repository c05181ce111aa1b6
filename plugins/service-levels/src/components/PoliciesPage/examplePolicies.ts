/** Policies to begin with: a budget that is spent stops all but repairs, one that burns is looked at by its owner. */
export const examplePolicies = `- name: A spent budget goes to reliability
  match: { change.environment: production, relation: own }
  when: { leftAtMost: 0 }
  allow: reliability
- name: A budget that burns is looked at by its owner
  match: { budget.state: burning }
  require: [{ ownersOf: objective }]
`;
