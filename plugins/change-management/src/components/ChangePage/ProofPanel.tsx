import { useApi } from '@backstage/frontend-plugin-api';
import { changeStories } from '@countersign/plugin-change-management-common';
import { ProofPanel as Panel } from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../../api';
import { useChangePage } from './ChangeContext';

/** Where the records of this change stand in the ledger, and how anybody can check them. */
export function ProofPanel() {
  const api = useApi(changeManagementApiRef);
  const { detail, generation } = useChangePage();
  return (
    <Panel
      number={detail.change.number}
      source={api}
      generation={generation}
      judge={changeStories.judge}
    />
  );
}
