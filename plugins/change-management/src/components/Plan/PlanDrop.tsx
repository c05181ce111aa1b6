import { Button } from '@backstage/ui';
import { RiFileUploadLine } from '@remixicon/react';
import { DragEvent, useRef, useState } from 'react';
import { useTexts } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import styles from './Plan.module.css';
import { ReadPlan, readPlanFile } from './readPlanFile';

/** A place to drop `plan.json`, or to choose it; it is checked here before it goes anywhere. */
export function PlanDrop(props: {
  plan?: Pick<ReadPlan, 'fileName' | 'resources' | 'terraformVersion'>;
  error?: string;
  onPlan(plan: ReadPlan | undefined): void;
}) {
  const { plan, error, onPlan } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [problem, setProblem] = useState<string>();

  const take = async (file?: File | null) => {
    if (!file) return;
    try {
      onPlan(await readPlanFile(file));
      setProblem(undefined);
    } catch (failure) {
      setProblem(failure instanceof Error ? failure.message : String(failure));
    }
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files.item(0));
  };
  return (
    <div
      className={over ? `${styles.drop} ${styles.over}` : styles.drop}
      onDragOver={event => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      {plan ? (
        <span>
          {t('form.plan.read', {
            file: plan.fileName,
            count: plan.resources,
            version: plan.terraformVersion,
          })}
        </span>
      ) : (
        <span className={styles.quiet}>{t('form.plan.hint')}</span>
      )}
      {(problem ?? error) && (
        <span role="alert" className={styles.problem}>
          {problem ?? error}
        </span>
      )}
      <span className={styles.tools}>
        <input
          ref={input}
          type="file"
          accept="application/json,.json"
          hidden
          aria-label={t('form.plan.choose')}
          onChange={event => {
            take(event.target.files?.item(0));
            event.target.value = '';
          }}
        />
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiFileUploadLine />}
          onPress={() => input.current?.click()}
        >
          {t('form.plan.choose')}
        </Button>
        {plan && (
          <Button
            size="small"
            variant="tertiary"
            onPress={() => onPlan(undefined)}
          >
            {t('form.plan.remove')}
          </Button>
        )}
      </span>
    </div>
  );
}
