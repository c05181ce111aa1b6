import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Checkbox } from '@backstage/ui';
import {
  AsyncContent,
  RefusalNotice,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { RunbookStep } from '@countersign/plugin-incident-management-common';
import { useState } from 'react';
import { runbooksApiRef } from '../../api';
import { RunbookPart } from '../../runbooks';
import { incidentManagementTranslationRef } from '../../translation';
import { useIncidentPage } from '../IncidentPage/IncidentContext';
import { useAllowed } from '../IncidentPage/useAllowed';
import { useVerb } from '../IncidentPage/useVerb';
import styles from './IncidentBeside.module.css';

/** The steps of one runbook, read when somebody wants them. */
export function RunbookSteps(props: {
  name: string;
  path: string;
  /** Entity ref of whose runbook it is. */
  runbook: string;
  /** The page of that entity's documentation, where it is not the one that the entity itself has. */
  page?: string;
}) {
  const { name, path, runbook, page } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(runbooksApiRef);
  const [isOpen, setOpen] = useState(false);
  const steps = useAsyncData(isOpen ? path : undefined, signal =>
    api.getSteps(path, { signal }),
  );
  return (
    <>
      <Button
        size="small"
        variant="tertiary"
        aria-expanded={isOpen}
        aria-label={t('beside.steps.showOf', { name })}
        onPress={() => setOpen(!isOpen)}
      >
        {t(isOpen ? 'beside.steps.hide' : 'beside.steps.show')}
      </Button>
      {isOpen && (
        <AsyncContent what={t('beside.steps.what')} rows={3} result={steps}>
          {parts =>
            parts.length === 0 ? (
              <p className={styles.quiet}>{t('beside.steps.none')}</p>
            ) : (
              <Parts parts={parts} runbook={runbook} page={page} />
            )
          }
        </AsyncContent>
      )}
    </>
  );
}

function Parts(props: {
  parts: RunbookPart[];
  runbook: string;
  page?: string;
}) {
  const { parts, runbook, page } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const taken = useIncidentPage().detail.incident.steps;
  const may = useAllowed();
  const tick = useVerb('tick-step');
  const untick = useVerb('untick-step');
  const isBusy = tick.isPending || untick.isPending;
  const toggle = (step: RunbookStep, id: string | undefined) =>
    id === undefined ? tick.run(step) : untick.run({ tick: id });
  const failed = tick.refusal ? tick : untick;
  return (
    <>
      {parts.map(({ title, steps }, i) => (
        <div
          key={`${i}/${title}`}
          role="group"
          aria-label={title ?? t('beside.steps.what')}
          className={styles.steps}
        >
          {title && <strong>{title}</strong>}
          {steps.map((step, k) => {
            const body = {
              runbook,
              ...(page !== undefined && { page }),
              ...(title && { part: title }),
              step,
            };
            const id = taken.find(
              each =>
                each.runbook === runbook &&
                each.page === page &&
                each.part === title &&
                each.step === step,
            )?.id;
            return (
              <Checkbox
                key={`${k}/${step}`}
                isSelected={id !== undefined}
                isDisabled={
                  isBusy || !may(id === undefined ? 'tick-step' : 'untick-step')
                }
                onChange={() => toggle(body, id)}
              >
                {step}
              </Checkbox>
            );
          })}
        </div>
      ))}
      {failed.refusal && (
        <RefusalNotice refusal={failed.refusal} moved={failed.moved} />
      )}
    </>
  );
}
