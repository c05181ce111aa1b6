import { createPermission } from '@backstage/plugin-permission-common';

/** Ask a question of a run afterwards, and take a sample of its rows. */
export const inquiryAskPermission = createPermission({
  name: 'compliance-evidence.inquiry.ask',
  attributes: { action: 'create' },
});

/** Hold a run against what was made by hand, and see whether it catches known breaches. */
export const inquiryCheckPermission = createPermission({
  name: 'compliance-evidence.inquiry.check',
  attributes: { action: 'create' },
});

/** Every permission of inquiries. */
export const inquiryPermissions = [
  inquiryAskPermission,
  inquiryCheckPermission,
];
