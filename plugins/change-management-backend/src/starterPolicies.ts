import { ApprovalPolicy } from '@countersign/plugin-change-management-common';

const owners = { ownersOf: 'items', count: 1 } as const;

/** Somebody is always asked: without a board the owners are. */
const withoutBoard: ApprovalPolicy[] = [
  {
    name: 'default',
    description: 'An owner of each item.',
    require: [owners],
  },
];

/**
 * Who approves what where no policy is configured. In order: the first that matches applies.
 *
 * @param board - The group that approves what is risky or important; absent, the owners of the items decide alone.
 * @param production - The environment that matters most.
 */
export function starterPolicies(
  board: string | undefined,
  production: string,
): ApprovalPolicy[] {
  if (!board) return withoutBoard;
  const oneOfBoard = { group: board, count: 1 };
  return [
    {
      name: 'emergency',
      description:
        'One of the change advisory board, afterwards where it cannot wait.',
      match: { 'change.type': { $in: ['emergency', 'retrospective'] } },
      require: [oneOfBoard],
    },
    {
      name: 'very-high-risk',
      description:
        'Very high risk anywhere, an owner of each item and two of the change advisory board.',
      match: { 'risk.level': 'very_high' },
      require: [owners, { group: board, count: 2 }],
    },
    {
      name: 'sox-production',
      description:
        'In scope of SOX 404, an owner of each item and one of the change advisory board.',
      match: {
        $all: [
          { 'change.environment': production },
          { items: { $contains: { soxScope: true } } },
        ],
      },
      require: [owners, oneOfBoard],
    },
    {
      name: 'tier-1-production',
      description:
        'What the business stops without, an owner of each item and one of the change advisory board.',
      match: {
        $all: [
          { 'change.environment': production },
          { items: { $contains: { tier: 'tier-1' } } },
        ],
      },
      require: [owners, oneOfBoard],
    },
    {
      name: 'high-risk',
      description:
        'High risk anywhere, an owner of each item and one of the change advisory board.',
      match: { 'risk.level': 'high' },
      require: [owners, oneOfBoard],
    },
    {
      name: 'production',
      description: 'An owner of each item.',
      match: { 'change.environment': production },
      require: [owners],
    },
    ...withoutBoard,
  ];
}
