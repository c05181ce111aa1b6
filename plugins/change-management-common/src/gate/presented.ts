import { Change, GateCheck, Sha256Digest } from '../model';
import { PresentedDeployment } from './facts';

/** What of a change the pipeline's presentation is held against. */
export type PresentableChange = Pick<Change, 'commit' | 'environment'> & {
  plan?: { digest: Sha256Digest };
};

/** The three questions about what the pipeline presents: plan, commit, environment. */
export function checkPresented(
  change: PresentableChange,
  presented: PresentedDeployment,
): GateCheck[] {
  const plan = same(
    'plan',
    'plan digest',
    change.plan?.digest,
    presented.planDigest,
    'attach this plan to the change and have it approved',
  );
  return [
    plan,
    same(
      'commit',
      'commit',
      change.commit,
      presented.commit?.toLowerCase(),
      'record this commit on the change and have it approved',
    ),
    checkEnvironment(change, presented, plan),
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
  if (change.plan && plan.passed) {
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

function capitalised(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}
