import { SearchDocument } from '@backstage/plugin-search-common';
import {
  ChangeState,
  changeStates,
  ChangeType,
  changeTypes,
  RiskLevel,
  riskLevels,
} from '@countersign/plugin-change-management-common';
import { textIn, wordIn } from '@countersign/plugin-governance-react/search';

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
  return {
    number: textIn(document, 'number'),
    state: wordIn(document, 'state', changeStates),
    type: wordIn(document, 'type', changeTypes),
    risk: wordIn(document, 'risk', riskLevels),
    environment: textIn(document, 'environment'),
  };
}
