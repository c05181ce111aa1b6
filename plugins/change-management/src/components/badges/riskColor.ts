import { RiskLevel } from '@countersign/plugin-change-management-common';
import { riskTones, Tone } from './tones';

/** A line or a fill in the colour of a tone: stronger than the badge's background, so that a thin edge is seen. */
const toneLines: Record<Tone, string> = {
  neutral: 'var(--bui-fg-secondary)',
  info: 'var(--bui-fg-announcement)',
  active: 'var(--bui-announcement-bg)',
  success: 'var(--bui-fg-positive)',
  warning: 'var(--bui-fg-warning)',
  danger: 'var(--bui-fg-negative)',
  'danger-strong': 'var(--bui-negative-bg)',
};

/** The colour of a risk level in the calendar and in charts; it is never alone, an icon or a word stands beside it. */
export function riskColor(level: RiskLevel | undefined): string {
  return toneLines[level ? riskTones[level] : 'neutral'];
}
