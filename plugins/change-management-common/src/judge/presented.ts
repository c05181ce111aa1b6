import { Sha256Digest } from '@countersign/plugin-ledger-common';
import { GateCheck, Stack } from '../model';

/** What is about to be deployed, or was, as whoever deploys states it. */
export interface PresentedDeployment {
  planDigest?: Sha256Digest;
  commit?: string;
  environment?: string;
  /** Where it is about to be applied. */
  stack?: Stack;
}

/** What of a change a presentation is held against. */
export interface PresentableChange {
  commit?: string;
  environment: string;
  planDigest?: Sha256Digest;
  stack?: Stack;
}

/**
 * The questions about what is presented: plan, commit, environment, stack.
 *
 * @param options - `needsCommit`: a plan does not cover what data sources read, provisioners run and Terraform defers;
 * only the commit does.
 */
export function checkPresented(
  change: PresentableChange,
  presented: PresentedDeployment,
  options: { needsCommit?: boolean } = {},
): GateCheck[] {
  const plan = same(
    'plan',
    'plan digest',
    change.planDigest,
    presented.planDigest,
    'attach this plan to the change and have it approved',
  );
  const commit = same(
    'commit',
    'commit',
    change.commit,
    presented.commit?.toLowerCase(),
    'record this commit on the change and have it approved',
  );
  return [
    plan,
    commit.passed && options.needsCommit && !change.commit
      ? {
          id: 'commit',
          passed: false,
          detail: `The change names no commit, and what is deployed to ${change.environment} needs one.`,
          remedy: 'Record the commit on the change and have it approved.',
        }
      : commit,
    checkEnvironment(change, presented, plan),
    checkStack(change.stack, presented.stack),
  ];
}

/** Nothing approved and nothing presented is the same; anything else must be equal. */
function same(
  id: 'plan' | 'commit',
  noun: string,
  approved: string | undefined,
  presented: string | undefined,
  update: string,
): GateCheck {
  if (approved === presented) {
    return {
      id,
      passed: true,
      detail: approved
        ? `The ${noun} is the approved one, ${approved}.`
        : `The change names no ${noun}, and none was presented.`,
    };
  }
  if (!presented) {
    return {
      id,
      passed: false,
      detail: `No ${noun} was presented; the change names ${approved}.`,
      remedy: `Present the ${noun} of what is about to be deployed.`,
    };
  }
  if (!approved) {
    return {
      id,
      passed: false,
      detail: `The change names no ${noun}, but ${presented} was presented.`,
      remedy: `${capitalised(update)}.`,
    };
  }
  return {
    id,
    passed: false,
    detail: `The ${noun} presented, ${presented}, is not the approved one, ${approved}.`,
    remedy: `Deploy the approved one, or ${update}.`,
  };
}

function checkEnvironment(
  change: PresentableChange,
  presented: PresentedDeployment,
  plan: GateCheck,
): GateCheck {
  const id = 'environment';
  if (presented.environment === change.environment) {
    return {
      id,
      passed: true,
      detail: `For ${change.environment}, as approved.`,
    };
  }
  if (presented.environment !== undefined) {
    return {
      id,
      passed: false,
      detail: `${presented.environment} was presented; the change is for ${change.environment}.`,
      remedy: `Deploy to ${change.environment}, or open a change for ${presented.environment}.`,
    };
  }
  // A plan that is the approved one names what it touches, and with it the environment.
  if (change.planDigest && plan.passed) {
    return {
      id,
      passed: true,
      detail: `No environment was presented; the plan is the one approved for ${change.environment}.`,
    };
  }
  return {
    id,
    passed: false,
    detail: 'No environment was presented.',
    remedy: `Present the environment that is about to be deployed to; the change is for ${change.environment}.`,
  };
}

const stackNouns = {
  workspace: 'workspace',
  directory: 'directory',
  backend: 'backend',
} as const;

/** The same plan and commit change other resources elsewhere: what the change states must be presented, and match. */
function checkStack(approved: Stack = {}, presented: Stack = {}): GateCheck {
  const id = 'stack';
  const parts = Object.keys(stackNouns) as (keyof typeof stackNouns)[];
  const wrong = parts.filter(
    part => approved[part] !== undefined && approved[part] !== presented[part],
  );
  if (!wrong.length) {
    const stated = parts.filter(part => approved[part] !== undefined);
    return {
      id,
      passed: true,
      detail: stated.length
        ? `Applied where it was approved for: ${stated
            .map(part => `${stackNouns[part]} ${approved[part]}`)
            .join(', ')}.`
        : 'The change does not say where its plan is applied.',
    };
  }
  return {
    id,
    passed: false,
    detail: wrong
      .map(part =>
        presented[part] === undefined
          ? `No ${stackNouns[part]} was presented; the change is for ${approved[part]}.`
          : `The ${stackNouns[part]} presented, ${presented[part]}, is not the approved one, ${approved[part]}.`,
      )
      .join(' '),
    remedy: `Present the ${wrong
      .map(part => stackNouns[part])
      .join(' and ')} that is about to be changed, or open a change for it.`,
  };
}

function capitalised(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}
