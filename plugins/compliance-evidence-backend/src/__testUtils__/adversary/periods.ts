import { periodOfText } from '@countersign/plugin-compliance-evidence-common';
import { Quarter } from './moves';

/** The time that a quarter is. */
export function periodOf(quarter: Quarter): { start: string; end: string } {
  const { start, end } = periodOfText('quarter', quarter, 'UTC')!;
  return { start, end };
}
