import { Alert, Button, TextAreaField } from '@backstage/ui';
import {
  Panel,
  RefusalNotice,
  SubmitArea,
  SubmitKeys,
  useFormDraft,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  LONGEST_SECTION,
  ReviewContent,
  ReviewDetail,
  reviewSections,
} from '@countersign/plugin-incident-management-common';
import { useState } from 'react';
import { incidentManagementTranslationRef } from '../../translation';
import { useIncidentPage } from '../IncidentPage/IncidentContext';
import { useVerb } from '../IncidentPage/useVerb';
import { draftKey, ReviewDraft } from './reviewDraft';
import styles from './ReviewPage.module.css';

/**
 * Where the author writes. What is typed stays through a failed request and a reload; what was saved elsewhere meanwhile is
 * shown beside it, and neither replaces the other unasked.
 */
export function ReviewEditor(props: { shown: ReviewDetail; onDone(): void }) {
  const { shown, onDone } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const { number } = useIncidentPage().detail.incident;
  const { run, isPending, refusal, clear } = useVerb('edit-review');
  const [initial] = useState<ReviewDraft>(() => ({
    ...shown.content,
    base: shown.revision,
  }));
  const { values, change, discard, restored } = useFormDraft(
    draftKey(number),
    initial,
  );
  const { base, ...content } = values;
  const isMoved = shown.revision > base;
  const isOther = reviewSections.some(
    section => content[section].trim() !== shown.content[section],
  );
  const save = async () => {
    if (!isOther || isMoved || isPending) return;
    if (await run({ revision: base, content })) {
      discard();
      onDone();
    }
  };
  const leave = () => {
    discard();
    onDone();
  };
  return (
    <SubmitArea className={styles.editor} onSubmit={save}>
      {isMoved && (
        <Alert
          role="alert"
          status="warning"
          icon
          title={t('review.moved.title', { revision: String(shown.revision) })}
          description={t('review.moved.lead')}
          customActions={
            <>
              <Button
                size="small"
                variant="secondary"
                onPress={() => {
                  clear();
                  change({ base: shown.revision });
                }}
              >
                {t('review.moved.keep')}
              </Button>
              <Button size="small" variant="tertiary" onPress={leave}>
                {t('review.moved.take')}
              </Button>
            </>
          }
        />
      )}
      {restored && !isMoved && (
        <p className={styles.quiet}>{t('review.kept')}</p>
      )}
      {refusal && !isMoved && <RefusalNotice refusal={refusal} />}
      <Panel title={t('review.title')} className={styles.editor}>
        <p className={styles.quiet}>{t('review.markdown')}</p>
        {reviewSections.map(section => (
          <div key={section} className={styles.section}>
            <TextAreaField
              label={t(`review.section.${section}`)}
              value={content[section]}
              onChange={text =>
                change({ [section]: text } as Partial<ReviewContent>)
              }
              maxLength={LONGEST_SECTION}
              rows={Math.min(
                16,
                Math.max(4, content[section].split('\n').length + 1),
              )}
            />
            {isMoved && content[section].trim() !== shown.content[section] && (
              <p className={styles.saved}>
                {t('review.moved.saved', {
                  text: shown.content[section] || t('review.moved.nothing'),
                })}
              </p>
            )}
          </div>
        ))}
      </Panel>
      <div className={styles.buttons}>
        <Button
          variant="primary"
          isPending={isPending}
          isDisabled={!isOther || isMoved}
          onPress={save}
        >
          {t('review.save')}
        </Button>
        <Button variant="tertiary" onPress={leave}>
          {t('review.discard')}
        </Button>
        <SubmitKeys />
      </div>
    </SubmitArea>
  );
}
