/** How much the business depends on the item: `tier-1` (most critical) to `tier-4`. */
export const ANNOTATION_CRITICALITY = 'countersign.dev/criticality';

/** The most sensitive data the item handles. */
export const ANNOTATION_DATA_CLASSIFICATION =
  'countersign.dev/data-classification';

/** `"true"` when the item is in scope of the Sarbanes-Oxley Act, section 404. */
export const ANNOTATION_SOX_SCOPE = 'countersign.dev/sox-scope';

/** The environment the item runs in, such as `production`. */
export const ANNOTATION_ENVIRONMENT = 'countersign.dev/environment';

/** The version that is running. */
export const ANNOTATION_VERSION = 'countersign.dev/version';

/** The Terraform resources that make up the item; see {@link resolveAddresses}. */
export const ANNOTATION_TERRAFORM_ADDRESSES =
  'countersign.dev/terraform-addresses';

/** `"true"` when the item holds data that replacing it would lose. */
export const ANNOTATION_STATEFUL = 'countersign.dev/stateful';

/** What the item depends on and can do without: full or short entity references, separated by commas. */
export const ANNOTATION_SOFT_DEPENDENCIES = 'countersign.dev/soft-dependencies';

/** The runbooks of the item, one a line: paths of the portal (`/docs/default/…`) or addresses. */
export const ANNOTATION_RUNBOOKS = 'countersign.dev/runbooks';

/** On a User: the user who may approve in their place. */
export const ANNOTATION_APPROVAL_DELEGATE = 'countersign.dev/approval-delegate';

/** On a User: when the delegation ends. */
export const ANNOTATION_APPROVAL_DELEGATE_UNTIL =
  'countersign.dev/approval-delegate-until';

/** Criticality tiers, most critical first. */
export const CRITICALITY_TIERS = [
  'tier-1',
  'tier-2',
  'tier-3',
  'tier-4',
] as const;

/** A criticality tier; `tier-1` is the most critical. */
export type CriticalityTier = (typeof CRITICALITY_TIERS)[number];

/** Data classifications, least sensitive first. */
export const DATA_CLASSIFICATIONS = [
  'public',
  'internal',
  'confidential',
  'restricted',
] as const;

/** The sensitivity of the data an item handles. */
export type DataClassification = (typeof DATA_CLASSIFICATIONS)[number];
