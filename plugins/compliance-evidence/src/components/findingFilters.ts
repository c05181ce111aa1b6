import {
  FindingState,
  findingStates,
  severities,
  Severity,
} from '@countersign/plugin-compliance-evidence-common';
import { queryString } from '@countersign/plugin-governance-common';
import { FilterAddress, valuesIn } from '@countersign/plugin-governance-react';

/** What the list of findings can be narrowed to. */
export interface FindingFilters {
  state: FindingState[];
  severity: Severity[];
  report: string[];
  question: string[];
  run: string[];
  control: string[];
  entityRef: string[];
  q: string;
}

/** How the filters stand in the address of the list. */
export const findingFilterAddress: FilterAddress<FindingFilters> = {
  read: params => ({
    state: valuesIn(params, 'state', findingStates),
    severity: valuesIn(params, 'severity', severities),
    report: valuesIn(params, 'report'),
    question: valuesIn(params, 'question'),
    run: valuesIn(params, 'run'),
    control: valuesIn(params, 'control'),
    entityRef: valuesIn(params, 'entityRef'),
    q: params.get('q') ?? '',
  }),
  write: ({ q, ...many }) =>
    new URLSearchParams(queryString({ ...many, q: q || undefined })),
};
