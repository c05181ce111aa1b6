import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, TextAreaField } from '@backstage/ui';
import {
  PolicyReplay,
  PolicySet,
} from '@countersign/plugin-change-management-common';
import { useState } from 'react';
import { stringify } from 'yaml';
import {
  readRefusal,
  useDraft,
  Panel,
  SubmitArea,
  SubmitKeys,
} from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../../api';
import { changeManagementTranslationRef } from '../../translation';
import styles from './PoliciesPage.module.css';
import { readDraft } from './readDraft';
import { ReplayTable } from './ReplayTable';

/** A draft of the policies, and what it would have changed. */
export function DraftReplay(props: { current?: PolicySet }) {
  const { current } = props;
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const api = useApi(changeManagementApiRef);
  const [text, setText] = useDraft('change-management/policies');
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();
  const [replay, setReplay] = useState<PolicyReplay>();

  const run = async () => {
    if (isPending || !text.trim()) return;
    setPending(true);
    setFailure(undefined);
    try {
      setReplay(await api.replayPolicies({ policies: readDraft(text) }));
    } catch (error) {
      setFailure(readRefusal(error).message);
    }
    setPending(false);
  };
  return (
    <Panel title={t('policies.draft')}>
      <p className={styles.quiet}>{t('policies.draftLead')}</p>
      <SubmitArea onSubmit={run}>
        <TextAreaField
          label={t('policies.editor')}
          className={styles.editor}
          rows={14}
          value={text}
          onChange={setText}
          isInvalid={failure !== undefined}
          spellCheck="false"
        />
      </SubmitArea>
      {failure && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('policies.failed')}
          description={<span className={styles.failure}>{failure}</span>}
        />
      )}
      <div className={styles.buttons}>
        <Button
          variant="primary"
          isPending={isPending}
          isDisabled={!text.trim()}
          onPress={run}
        >
          {t('policies.replay')}
        </Button>
        {current && !text.trim() && (
          <Button
            variant="secondary"
            onPress={() => setText(stringify(current.policies))}
          >
            {t('policies.start')}
          </Button>
        )}
        <SubmitKeys />
      </div>
      {replay && <ReplayTable replay={replay} />}
    </Panel>
  );
}
