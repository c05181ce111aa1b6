import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button } from '@backstage/ui';
import {
  ActorLink,
  AsyncContent,
  Panel,
  RecordNumber,
  RowBoundary,
  useAsyncData,
  useTexts,
  WindowText,
} from '@countersign/plugin-governance-react';
import {
  correctionEnterPermission,
  CorrectionView,
} from '@countersign/plugin-service-levels-common';
import { useState } from 'react';
import { serviceLevelsApiRef } from '../../api';
import { correctionRouteRef } from '../../routes';
import { serviceLevelsTranslationRef } from '../../translation';
import styles from './Corrections.module.css';
import { CorrectionStateBadge } from './CorrectionStateBadge';
import { CorrectionVerbs } from './CorrectionVerbs';
import { EnterCorrectionDialog } from './EnterCorrectionDialog';

/** So many are listed. */
const SHOWN = 20;

/** The times that are left out of the corrected figures of an objective, and the way to leave out another. */
export function CorrectionsPanel(props: {
  /** Id of the objective. */
  objective: string;
  /** Of what makes the promise: its other objectives can be corrected with it. */
  component?: string;
  /** Says that the figures are other ones now. */
  onChanged?(): void;
}) {
  const { objective, component, onChanged } = props;
  const { t } = useTexts(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const { allowed, loading } = usePermission({
    permission: correctionEnterPermission,
  });
  const [isEntering, setEntering] = useState(false);
  const corrections = useAsyncData(
    objective,
    signal => api.listCorrections({ objective, limit: SHOWN }, { signal }),
    { refetchOnFocus: true },
  );
  const changed = () => {
    corrections.refetch();
    onChanged?.();
  };
  return (
    <Panel
      title={t('corrections.title')}
      aside={
        <Button
          size="small"
          variant="secondary"
          isDisabled={!allowed}
          onPress={() => setEntering(true)}
        >
          {t('corrections.enter.open')}
        </Button>
      }
    >
      <p className={styles.quiet}>{t('corrections.lead')}</p>
      {!allowed && !loading && (
        <p className={styles.quiet}>{t('corrections.enter.mayNot')}</p>
      )}
      <AsyncContent what={t('corrections.what')} rows={2} result={corrections}>
        {({ items, nextCursor }) =>
          items.length > 0 ? (
            <>
              <ul className={styles.rows} aria-label={t('corrections.title')}>
                {items.map(correction => (
                  <li key={correction.number}>
                    <RowBoundary name={correction.number}>
                      <CorrectionRow correction={correction} onDone={changed} />
                    </RowBoundary>
                  </li>
                ))}
              </ul>
              {nextCursor && (
                <p className={styles.quiet}>{t('corrections.more')}</p>
              )}
            </>
          ) : (
            <p className={styles.quiet}>{t('corrections.none')}</p>
          )
        }
      </AsyncContent>
      {isEntering && (
        <EnterCorrectionDialog
          objective={objective}
          component={component}
          others={corrections.data?.items ?? []}
          onCancel={() => setEntering(false)}
          onSaved={() => {
            setEntering(false);
            changed();
          }}
        />
      )}
    </Panel>
  );
}

function CorrectionRow(props: { correction: CorrectionView; onDone(): void }) {
  const { correction, onDone } = props;
  const { number, kind, state, window, rrule, change, reason } = correction;
  const { t } = useTexts(serviceLevelsTranslationRef);
  const href = useRouteRef(correctionRouteRef)?.({ number });
  return (
    <>
      <div className={styles.line}>
        <CorrectionStateBadge state={state} />
        <RecordNumber number={number} href={href} hideCopy />
        <strong>{t(`corrections.kind.${kind}`)}</strong>
        <WindowText window={window} hideRelative />
        {rrule && <span>{t('corrections.recurs')}</span>}
        {change && (
          <span>
            {t('corrections.of')} <RecordNumber number={change} hideCopy />
          </span>
        )}
      </div>
      <div>{reason}</div>
      <div className={styles.line}>
        <span className={styles.quiet}>
          {t('corrections.by')} <ActorLink actor={correction.entered.by} />
        </span>
        <CorrectionVerbs correction={correction} onDone={onDone} />
      </div>
      {correction.because && (
        <div className={styles.quiet}>{correction.because}</div>
      )}
    </>
  );
}
