import { useApi } from '@backstage/frontend-plugin-api';
import {
  approvalPoliciesSchema,
  PolicyReplay,
  PolicySet,
} from '@countersign/plugin-change-management-common';
import {
  DraftPanel,
  readDraft,
  useTexts,
} from '@countersign/plugin-governance-react';
import { useState } from 'react';
import { stringify } from 'yaml';
import { changeManagementApiRef } from '../../api';
import { changeManagementTranslationRef } from '../../translation';
import { ReplayTable } from './ReplayTable';

/** A draft of the policies, and what it would have changed. */
export function DraftReplay(props: { current?: PolicySet }) {
  const { current } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const api = useApi(changeManagementApiRef);
  const [replay, setReplay] = useState<PolicyReplay>();
  return (
    <DraftPanel
      title={t('policies.draft')}
      lead={t('policies.draftLead')}
      label={t('policies.editor')}
      rows={14}
      draftKey="change-management/policies"
      action={t('policies.replay')}
      failed={t('policies.failed')}
      start={
        current && {
          label: t('policies.start'),
          text: () => stringify(current.policies),
        }
      }
      run={async text => {
        const policies = readDraft(approvalPoliciesSchema, text);
        setReplay(await api.replayPolicies({ policies }));
      }}
    >
      {replay && <ReplayTable replay={replay} />}
    </DraftPanel>
  );
}
