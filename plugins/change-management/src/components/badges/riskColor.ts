import { RiskLevel } from '@countersign/plugin-change-management-common';
import { toneLines } from '@countersign/plugin-governance-react';
import { riskTones } from './tones';

/** The colour of a risk level in the calendar and in charts; it is never alone, an icon or a word stands beside it. */
export function riskColor(level: RiskLevel | undefined): string {
  return toneLines[level ? riskTones[level] : 'neutral'];
}
