import { Alert, Button } from '@backstage/ui';
import {
  Preview,
  explanationOf,
} from '@countersign/plugin-change-management-common';
import { RiAlertLine, RiCheckLine } from '@remixicon/react';
import {
  AsyncData,
  EntityLink,
  ErrorPanel,
  Panel,
  SentenceText,
  SkeletonRows,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { RiskPanel } from '../ChangePage/RiskPanel';
import {
  asSentence,
  joined,
  phraseOf,
  phrasesOf,
} from '@countersign/plugin-governance-common';
import styles from './ChangeForm.module.css';
import { ProcedureField } from './formErrors';
import { Lacking } from './Lacking';

/** What will come of the form as it stands: conflicts, approvers, risk, and what is still in the way. */
export function PreviewRail(props: {
  preview: AsyncData<Preview>;
  /** Nothing can be said yet. */
  isEmpty: boolean;
  /** Conflicts are looked for within a window only. */
  hasWindow: boolean;
  /** Items named by the plan that are not in the form. */
  missingItems: string[];
  onTakeItems(): void;
  /** What approvers will miss. */
  lacking: ProcedureField[];
  onGoTo(field: ProcedureField): void;
}) {
  const { preview, isEmpty, missingItems, onTakeItems } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const { data, error } = preview;
  return (
    <aside className={styles.rail} aria-busy={preview.isRefreshing}>
      <Panel
        title={t('form.preview.title')}
        tone="accent"
        aside={
          preview.isRefreshing && (
            <span className={styles.quiet}>{t('form.preview.updating')}</span>
          )
        }
      >
        {isEmpty && <p className={styles.quiet}>{t('form.preview.waiting')}</p>}
        {!isEmpty && preview.isPending && (
          <SkeletonRows rows={3} what={t('form.preview.what')} />
        )}
        {error && (
          <ErrorPanel
            what={t('form.preview.what')}
            error={error}
            onRetry={preview.refetch}
          />
        )}
        {missingItems.length > 0 && (
          <div>
            <strong>{t('form.preview.itemsFound')}</strong>
            <div className={styles.refs}>
              {missingItems.map(ref => (
                <EntityLink key={ref} entityRef={ref} />
              ))}
              <Button size="small" variant="secondary" onPress={onTakeItems}>
                {t('form.preview.takeItems')}
              </Button>
            </div>
          </div>
        )}
        {data && !isEmpty && (
          <Problems
            // What is lacking stands below, with its field.
            problems={data.problems.filter(
              ({ field }) => !props.lacking.some(other => other === field),
            )}
            isComplete={props.lacking.length === 0}
          />
        )}
        {!isEmpty && (
          <Lacking
            fields={props.lacking}
            risk={data?.risk}
            onGoTo={props.onGoTo}
          />
        )}
      </Panel>
      {data && !isEmpty && (
        <PreviewPanels data={data} hasWindow={props.hasWindow} />
      )}
    </aside>
  );
}

function Problems(props: {
  problems: Preview['problems'];
  isComplete: boolean;
}) {
  const { t } = useTexts(changeManagementTranslationRef);
  if (!props.problems.length) {
    if (!props.isComplete) return null;
    return (
      <p className={styles.ready}>
        <RiCheckLine size={16} aria-hidden /> {t('form.preview.ready')}
      </p>
    );
  }
  return (
    <div>
      <strong>{t('form.preview.problems')}</strong>
      <ul className={styles.problems}>
        {props.problems.map(problem => (
          <li key={problem.field + problem.message}>
            <RiAlertLine size={14} aria-hidden />{' '}
            <SentenceText
              sentence={asSentence(phraseOf('message', problem) ?? '')}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

function PreviewPanels(props: { data: Preview; hasWindow: boolean }) {
  const { approvals, conflicts, conflictsTruncated } = props.data;
  const { freeSlotUnknown, risk, riskBand, unmapped } = props.data;
  const { t } = useTexts(changeManagementTranslationRef);
  return (
    <>
      <Panel
        title={t('form.preview.conflicts')}
        tone={conflicts.length || conflictsTruncated ? 'danger' : undefined}
      >
        {conflictsTruncated && <p>{t('change.conflict.truncated')}</p>}
        {conflicts.length === 0 && !conflictsTruncated && (
          <p className={styles.quiet}>
            {t(
              props.hasWindow
                ? 'form.preview.noConflicts'
                : 'change.conflict.noWindow',
            )}
          </p>
        )}
        {conflicts.map(conflict => (
          <p key={conflict.key} className={styles.line}>
            <SentenceText sentence={explanationOf(conflict)} />
          </p>
        ))}
        {freeSlotUnknown && (
          <p className={styles.quiet}>{t('form.preview.slotUnknown')}</p>
        )}
      </Panel>
      {approvals && (
        <Panel title={t('form.preview.approvers')}>
          {approvals.unsatisfiable.length > 0 && (
            <Alert
              status="danger"
              icon
              title={t('change.approvals.unsatisfiable')}
              description={
                <SentenceText
                  sentence={joined(phrasesOf('unsatisfiable', approvals), ' ')}
                />
              }
            />
          )}
          {approvals.requirements.map(({ group, count, ...told }) => (
            <div key={group} className={styles.line}>
              {count} × <EntityLink entityRef={group} hideIcon />{' '}
              <span className={styles.quiet}>
                <SentenceText sentence={phraseOf('reason', told) ?? ''} />
              </span>
            </div>
          ))}
          <p className={styles.quiet}>
            {t('change.approvals.policy')} {approvals.policy.name}
          </p>
        </Panel>
      )}
      {risk && <RiskPanel risk={risk} band={riskBand} />}
      {unmapped.length > 0 && (
        <p className={styles.quiet} title={unmapped.join('\n')}>
          {t('form.preview.unmapped', { count: unmapped.length })}
        </p>
      )}
    </>
  );
}
