import { SearchDocument } from '@backstage/plugin-search-common';
import {
  ChangeState,
  changeStates,
  ChangeType,
  changeTypes,
  RiskLevel,
  riskLevels,
} from '@countersign/plugin-change-management-common';

/** The type under which the backend indexes changes. */
export const CHANGE_DOCUMENT_TYPE = 'change-request';

/** What the index holds of a change, beside the title, text and location of every document. */
export interface ChangeDocument {
  number?: string;
  state?: ChangeState;
  type?: ChangeType;
  risk?: RiskLevel;
  environment?: string;
}

/** Reads a document of the index; a field that is not what it should be is left out rather than shown. */
export function readChangeDocument(document: SearchDocument): ChangeDocument {
  const fields: Partial<Record<string, unknown>> = { ...document };
  const text = (value: unknown) =>
    typeof value === 'string' && value ? value : undefined;
  return {
    number: text(fields.number),
    state: changeStates.find(state => state === fields.state),
    type: changeTypes.find(type => type === fields.type),
    risk: riskLevels.find(level => level === fields.risk),
    environment: text(fields.environment),
  };
}
