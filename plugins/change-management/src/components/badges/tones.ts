import {
  ApprovalStatus,
  ChangeState,
  ChangeType,
  RiskLevel,
} from '@countersign/plugin-change-management-common';
import { Tone } from '@countersign/plugin-governance-react';

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
  changes_requested: 'danger',
  due: 'danger',
  approved: 'success',
  rejected: 'danger',
  void: 'neutral',
  preapproved: 'success',
};
