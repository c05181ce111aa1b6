import { useApi } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Select } from '@backstage/ui';
import {
  DraftPanel,
  Panel,
  readDraft,
  useNow,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  errorBudgetPoliciesSchema,
  ErrorBudgetPolicySet,
  ErrorBudgetReplay,
  policyReplayPermission,
} from '@countersign/plugin-service-levels-common';
import { useState } from 'react';
import { stringify } from 'yaml';
import { serviceLevelsApiRef } from '../../api';
import { serviceLevelsTranslationRef } from '../../translation';
import { examplePolicies } from './examplePolicies';
import styles from './PoliciesPage.module.css';
import { ReplayResult } from './ReplayResult';

const DAY = 86_400_000;
const periods = ['7', '30', '90'];

/** A draft of the policies, what is wrong with it, and which changes it would have decided otherwise. */
export function DraftReplay({ current }: { current: ErrorBudgetPolicySet }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const now = useNow();
  const { loading, allowed } = usePermission({
    permission: policyReplayPermission,
  });
  const [days, setDays] = useState('30');
  const [replay, setReplay] = useState<ErrorBudgetReplay>();
  const { policies } = current;
  if (loading) return null;
  if (!allowed) {
    return (
      <Panel title={t('policies.draft.title')}>
        <p className={styles.quiet}>{t('policies.draft.mayNot')}</p>
      </Panel>
    );
  }
  return (
    <DraftPanel
      title={t('policies.draft.title')}
      lead={t('policies.draft.lead')}
      label={t('policies.draft.editor')}
      rows={14}
      draftKey="service-levels/policies"
      action={t('policies.draft.replay')}
      failed={t('policies.draft.failed')}
      start={
        policies.length > 0
          ? {
              label: t('policies.draft.start'),
              text: () => stringify(policies),
            }
          : {
              label: t('policies.draft.example'),
              text: () => examplePolicies,
            }
      }
      status={text => <DraftStatus text={text} />}
      options={
        <Select
          className={styles.period}
          label={t('policies.draft.over')}
          options={periods.map(id => ({
            id,
            label: t('policies.draft.days', { n: id }),
          }))}
          value={days}
          onChange={key => setDays(String(key))}
        />
      }
      run={async text => {
        setReplay(
          await api.replayErrorBudget({
            policies: readDraft(errorBudgetPoliciesSchema, text),
            from: new Date(now - Number(days) * DAY).toISOString(),
            to: new Date(now).toISOString(),
          }),
        );
      }}
    >
      {replay && <ReplayResult replay={replay} />}
    </DraftPanel>
  );
}

function DraftStatus({ text }: { text: string }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  let words: string;
  try {
    const { length } = readDraft(errorBudgetPoliciesSchema, text);
    words = t('policies.draft.works', { count: length });
  } catch (error) {
    words = error instanceof Error ? error.message : String(error);
  }
  return (
    <p className={styles.status} role="status">
      {words}
    </p>
  );
}
