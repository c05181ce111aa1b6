import { useApi } from '@backstage/frontend-plugin-api';
import {
  ChangeDetail,
  changeSignalChannel,
} from '@countersign/plugin-change-management-common';
import { useRecord } from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../../api';

const channelOf = ({ change }: ChangeDetail) => changeSignalChannel(change);

/** Loads a change and keeps it fresh: on a ping, and when the reader comes back to the page. */
export function useChange(number: string) {
  const api = useApi(changeManagementApiRef);
  return useRecord(
    number,
    (shown, options) => api.getChange(shown, options),
    channelOf,
  );
}
