import {
  FindingState,
  findingStates,
  severities,
  Severity,
} from '@countersign/plugin-compliance-evidence-common';
import { listFilterAddress } from '@countersign/plugin-governance-react';

/** How the filters of the list of findings stand in its address. */
export const findingFilterAddress = listFilterAddress<{
  state: FindingState;
  severity: Severity;
  report: string;
  question: string;
  run: string;
  control: string;
  entityRef: string;
}>({
  state: findingStates,
  severity: severities,
  report: 'any',
  question: 'any',
  run: 'any',
  control: 'any',
  entityRef: 'any',
});
