/** What the OpenAPI document says of change management. */
export const changeArea = {
  pluginId: 'change-management',
  title: 'Change management',
  description:
    'Change requests, approvals, the deployment gate and reconciliation. Every answer is typed in @countersign/plugin-change-management-common. Writes take an Idempotency-Key; updates carry the version of the record.',
};
