import {
  ApprovalStatus,
  ChangeState,
  ChangeType,
  RiskLevel,
} from '@countersign/plugin-change-management-common';

/** The few meanings a colour may have. `strong` tones are for what must not be overlooked. */
export type Tone =
  | 'neutral'
  | 'info'
  | 'active'
  | 'success'
  | 'warning'
  | 'danger'
  | 'danger-strong';

/** The colours of a tone as `@backstage/ui` tokens, which follow the theme: text on background meets AA in both. */
export interface ToneColors {
  background: string;
  foreground: string;
  border: string;
}

export const toneColors: Record<Tone, ToneColors> = {
  neutral: {
    background: 'var(--bui-bg-neutral-2)',
    foreground: 'var(--bui-fg-primary)',
    border: 'var(--bui-border-2)',
  },
  info: {
    background: 'var(--bui-announcement-bg-subdued)',
    foreground: 'var(--bui-announcement-fg-subdued)',
    border: 'var(--bui-announcement-border)',
  },
  active: {
    background: 'var(--bui-announcement-bg)',
    foreground: 'var(--bui-announcement-fg)',
    border: 'var(--bui-announcement-border)',
  },
  success: {
    background: 'var(--bui-positive-bg-subdued)',
    foreground: 'var(--bui-positive-fg-subdued)',
    border: 'var(--bui-positive-border)',
  },
  warning: {
    background: 'var(--bui-warning-bg-subdued)',
    foreground: 'var(--bui-warning-fg-subdued)',
    border: 'var(--bui-warning-border)',
  },
  danger: {
    background: 'var(--bui-negative-bg-subdued)',
    foreground: 'var(--bui-negative-fg-subdued)',
    border: 'var(--bui-negative-border)',
  },
  'danger-strong': {
    background: 'var(--bui-negative-bg)',
    foreground: 'var(--bui-negative-fg)',
    border: 'var(--bui-negative-border)',
  },
};

export const stateTones: Record<ChangeState, Tone> = {
  new: 'neutral',
  assess: 'info',
  authorize: 'warning',
  scheduled: 'success',
  implement: 'active',
  review: 'info',
  closed: 'neutral',
  canceled: 'neutral',
};

export const riskTones: Record<RiskLevel, Tone> = {
  low: 'success',
  moderate: 'warning',
  high: 'danger',
  very_high: 'danger-strong',
};

export const typeTones: Record<ChangeType, Tone> = {
  normal: 'neutral',
  standard: 'neutral',
  emergency: 'danger',
  retrospective: 'warning',
};

export const approvalTones: Record<ApprovalStatus, Tone> = {
  not_requested: 'neutral',
  pending: 'warning',
  due: 'danger',
  approved: 'success',
  rejected: 'danger',
  void: 'neutral',
  preapproved: 'success',
};
