import { millis, utc } from '@countersign/plugin-governance-common';
import { Decision, Facts, Run } from '../facts/facts';
import { foldRef, isPerson } from '../facts/people';
import {
  Deployment,
  GateCheck,
  GateDecision,
  Reconciliation,
  ReconciliationVerdict,
} from '../model';
import { mayDeploy } from './goAhead';
import { World } from './world';

/** A deployment as it was reported. */
export type ReportedRun = Pick<
  Deployment,
  | 'environment'
  | 'items'
  | 'planDigest'
  | 'commit'
  | 'stack'
  | 'startedAt'
  | 'finishedAt'
> & { reportedBy: string; deployer?: string };

export interface CoverInput {
  deployment: ReportedRun;
  /** The change as it was when the deployment started; absent when none covers it, or it was opened later. */
  facts?: Facts;
  /** The number the report names or its plan finds, also where the change was opened after the start. */
  number?: string;
  /**
   * The worlds it is judged by: as the catalog, the calendar and the policies were at the start. Where they are known
   * for several moments around it, the deployment has to hold by each.
   */
  worlds: readonly World[];
  /** The gate's answer the report quotes: `unknown` when there is none, or it was given about another change. */
  quoted?: QuotedAnswer | 'unknown';
  /** Who approved the change until the report came: also afterwards, whoever deployed it does not. */
  approvals: readonly Pick<Decision, 'approved' | 'approver' | 'onBehalfOf'>[];
  /** Deployments reported under the change before. */
  earlier: readonly Pick<Run, 'startedAt' | 'finishedAt' | 'covered'>[];
  /** ISO 8601. */
  now: string;
}

export type QuotedAnswer = Pick<
  GateDecision,
  'decision' | 'planDigest' | 'commit' | 'environment' | 'decidedAt'
>;

type Finding = [ReconciliationVerdict, string];

/**
 * Holds a deployment against the change that should cover it, by what the gate would have answered when it started. Of
 * several verdicts the gravest is given, in the order unauthorised, scope exceeded, out of window; the reasons name
 * every deviation.
 */
export function reconcile(input: CoverInput): Reconciliation {
  const { facts, number, now } = input;
  const found = facts ? deviations(input, facts) : uncovered(number);
  const order: ReconciliationVerdict[] = [
    'unauthorised',
    'scope_exceeded',
    'out_of_window',
  ];
  const verdict = order.find(v => found.some(([of]) => of === v));
  if (!verdict) {
    return {
      verdict: 'authorised',
      reasons: [
        facts?.ahead && facts.approvedAt === undefined
          ? `${number} covers it: an emergency that went ahead and is still to be approved.`
          : `${number} covers it: approved, inside its window, and what was deployed is what was approved.`,
      ],
      covers: true,
      reconciledAt: now,
    };
  }
  return {
    verdict,
    reasons: [
      ...new Set(
        order.flatMap(v =>
          found.filter(([of]) => of === v).map(([, reason]) => reason),
        ),
      ),
    ],
    covers:
      verdict !== 'unauthorised' &&
      facts !== undefined &&
      isSameContent(input.deployment, facts),
    reconciledAt: now,
  };
}

/** What ran is what the change is for, whenever it ran and whatever went along. */
function isSameContent(
  { planDigest, commit }: ReportedRun,
  { content }: Facts,
): boolean {
  return (
    planDigest === content.planDigest &&
    commit?.toLowerCase() === content.commit
  );
}

/**
 * Whether what ran is answered for by nobody, so that a retrospective change has to be. A deployment that the gate would
 * have let start and that took longer than its window was approved.
 */
export function needsRetrospective(
  { verdict }: Pick<Reconciliation, 'verdict'>,
  deployment: Pick<Deployment, 'startedAt'>,
  facts: Facts | undefined,
): boolean {
  if (verdict === 'authorised') return false;
  if (verdict !== 'out_of_window') return true;
  const window = facts?.content.window;
  return !(
    window &&
    millis(deployment.startedAt) >= millis(window.start) &&
    millis(deployment.startedAt) < millis(window.end)
  );
}

function uncovered(number: string | undefined): Finding[] {
  return [
    [
      'unauthorised',
      number
        ? `${number} was not open yet when it started.`
        : 'No change covers this deployment.',
    ],
  ];
}

function deviations(input: CoverInput, facts: Facts): Finding[] {
  const { deployment, worlds, earlier } = input;
  const checks = worlds.flatMap(world =>
    mayDeploy(facts, world, deployment).filter(check => !check.passed),
  );
  const others = deployment.items.filter(
    item => !facts.content.items.includes(item),
  );
  const before = earlier.find(
    run =>
      run.covered && millis(run.finishedAt) <= millis(deployment.startedAt),
  );
  return [
    ...checks.map(check => finding(check, facts, deployment)),
    ...duties(input, facts),
    ...misquoted(input),
    ...(before
      ? [
          deviation(
            'unauthorised',
            `${
              facts.number
            } had been implemented already, by a deployment that ended at ${utc(
              before.finishedAt,
            )}.`,
          ),
        ]
      : []),
    ...(others.length
      ? [
          deviation(
            'scope_exceeded',
            `It touched ${others.join(', ')}, which ${
              facts.number
            } does not name.`,
          ),
        ]
      : []),
    ...overran(deployment, facts),
  ];
}

function deviation(verdict: ReconciliationVerdict, reason: string): Finding {
  return [verdict, reason];
}

/** What the gate would have refused, in the words of afterwards. */
function finding(
  check: GateCheck,
  { content, number, state }: Facts,
  deployment: ReportedRun,
): Finding {
  switch (check.id) {
    case 'state':
      return deviation('unauthorised', `${number} was in state ${state}.`);
    case 'window':
      return deviation(
        'out_of_window',
        content.window
          ? `It started at ${utc(
              deployment.startedAt,
            )}, outside the window of ${utc(content.window.start)} to ${utc(
              content.window.end,
            )}.`
          : `${number} has no window.`,
      );
    case 'plan':
      return deviation(
        'scope_exceeded',
        differs('plan', deployment.planDigest, content.planDigest) ??
          check.detail,
      );
    case 'commit':
      return deviation(
        'scope_exceeded',
        differs('commit', deployment.commit, content.commit) ?? check.detail,
      );
    case 'environment':
      return deviation(
        'unauthorised',
        `It went to ${deployment.environment}; ${number} is for ${content.environment}.`,
      );
    default:
      return deviation('unauthorised', `When it started: ${check.detail}`);
  }
}

function differs(
  noun: string,
  deployed: string | undefined,
  approved: string | undefined,
): string | undefined {
  if (deployed === approved) return undefined;
  if (!approved)
    return `A ${noun} was deployed (${deployed}), but none was approved.`;
  return deployed
    ? `The ${noun} deployed, ${deployed}, is not the approved one, ${approved}.`
    : `The report names no ${noun}; ${approved} was approved.`;
}

/** Whoever approved it deployed it, or says so. */
function duties(
  { deployment, approvals }: CoverInput,
  facts: Facts,
): Finding[] {
  const who = [deployment.deployer, deployment.reportedBy]
    .filter(ref => ref !== undefined)
    .filter(isPerson)
    .map(foldRef);
  return [...new Set(who)].flatMap(user =>
    [...facts.decisions, ...approvals].some(
      d => d.approved && (d.approver === user || d.onBehalfOf === user),
    )
      ? [
          deviation(
            'unauthorised',
            `${user} approved ${facts.number} (or somebody did in their name) and deployed it.`,
          ),
        ]
      : [],
  );
}

/** A quoted answer has to be an allow about this deployment, given before it started. */
function misquoted({ quoted, deployment }: CoverInput): Finding[] {
  if (quoted === undefined) return [];
  if (quoted === 'unknown') {
    return [
      deviation(
        'unauthorised',
        'It quotes an answer of the gate that was not given about this change.',
      ),
    ];
  }
  if (quoted.decision !== 'allow') {
    return [deviation('unauthorised', 'The gate refused it.')];
  }
  const other =
    quoted.planDigest !== deployment.planDigest ||
    quoted.commit?.toLowerCase() !== deployment.commit?.toLowerCase() ||
    (quoted.environment ?? deployment.environment) !== deployment.environment;
  if (other) {
    return [
      deviation(
        'unauthorised',
        'The answer of the gate it quotes was given about another plan, commit or environment.',
      ),
    ];
  }
  return millis(quoted.decidedAt) <= millis(deployment.startedAt)
    ? []
    : [
        deviation(
          'unauthorised',
          'The answer of the gate it quotes was given after it had started.',
        ),
      ];
}

function overran(deployment: ReportedRun, { content }: Facts): Finding[] {
  const { window } = content;
  if (!window) return [];
  const isInside =
    millis(deployment.startedAt) >= millis(window.start) &&
    millis(deployment.startedAt) < millis(window.end);
  return isInside && !(millis(deployment.finishedAt) <= millis(window.end))
    ? [
        deviation(
          'out_of_window',
          `It finished at ${utc(
            deployment.finishedAt,
          )}, after the window had ended at ${utc(window.end)}.`,
        ),
      ]
    : [];
}

/**
 * The worlds a deployment is judged by. Freezes and policies have a history; what the catalog says and who is in which
 * group is known for the moments at which something was decided. Where these differ before and after the start, the
 * deployment has to hold by both.
 *
 * @param now - As the catalog is when the report arrives, with the freezes and policies of the start.
 * @param before - What the last decision before the start relied on.
 */
export function worldsAround(now: World, before: World | undefined): World[] {
  return before
    ? [
        now,
        {
          ...now,
          items: before.items,
          approversOf: before.approversOf,
          risk: before.risk,
        },
      ]
    : [now];
}
