import { useApi } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Text } from '@backstage/ui';
import {
  ActorLink,
  shortName,
  useNow,
  useOpening,
  useTexts,
  VerbConfirmDialog,
  windowText,
  WindowText,
} from '@countersign/plugin-governance-react';
import {
  onCallOverridePermission,
  Override,
} from '@countersign/plugin-incident-management-common';
import { ReactNode, useId } from 'react';
import { onCallApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { incidentManagementTranslationRef } from '../../translation';
import styles from './OnCallPage.module.css';

/** Who stands in, soonest first; what is over or was withdrawn stays to be read. */
export function OverrideLines(props: {
  /** Of the rotation. */
  title: string;
  overrides: Override[];
  onChanged(): void;
}) {
  const { title, overrides, onChanged } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const now = useNow();
  const id = useId();
  const isOn = ({ end, withdrawnAt }: Override) =>
    !withdrawnAt && Date.parse(end) > now;
  const current = overrides
    .filter(isOn)
    .sort((a, b) => (a.start < b.start ? -1 : 1));
  const earlier = overrides.filter(override => !isOn(override));
  return (
    <>
      {current.length > 0 && (
        <section className={styles.section} aria-labelledby={id}>
          <h3 id={id}>{t('onCall.overrides.title')}</h3>
          <ul
            className={styles.lines}
            aria-label={t('onCall.overrides.label', { rotation: title })}
          >
            {current.map(override => (
              <li key={override.id}>
                <OverrideLine override={override}>
                  <WithdrawButton override={override} onDone={onChanged} />
                </OverrideLine>
              </li>
            ))}
          </ul>
        </section>
      )}
      {earlier.length > 0 && (
        <details className={styles.section}>
          <summary>{t('onCall.overrides.earlier')}</summary>
          <ul
            className={styles.lines}
            aria-label={t('onCall.overrides.earlierLabel', { rotation: title })}
          >
            {earlier.map(override => (
              <li key={override.id}>
                <OverrideLine override={override} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function OverrideLine(props: { override: Override; children?: ReactNode }) {
  const { override, children } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const { who, reason, author, withdrawnBy } = override;
  return (
    <div className={styles.line}>
      <div>
        <ActorLink actor={who} hideIcon />{' '}
        <WindowText window={override} hideRelative />
        <div className={styles.quiet}>
          {reason} · {t('onCall.overrides.enteredBy')}{' '}
          <ActorLink actor={author} hideIcon />
          {withdrawnBy && (
            <>
              {' · '}
              {t('onCall.overrides.withdrawnBy')}{' '}
              <ActorLink actor={withdrawnBy} hideIcon />
            </>
          )}
        </div>
      </div>
      {children}
    </div>
  );
}

function WithdrawButton(props: { override: Override; onDone(): void }) {
  const { override, onDone } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(onCallApiRef);
  const opening = useOpening();
  const now = useNow();
  const { allowed } = usePermission({ permission: onCallOverridePermission });
  const verb = useAction((id: string) => api.withdrawOverride(id), onDone);
  const name = shortName(override.who);
  if (!allowed) return null;
  return (
    <>
      <Button
        size="small"
        variant="tertiary"
        aria-label={t('onCall.overrides.withdrawOf', {
          name,
          window: windowText(override, now),
        })}
        onPress={opening.open}
      >
        {t('onCall.overrides.withdraw')}
      </Button>
      <VerbConfirmDialog
        key={opening.key}
        title={t('onCall.overrides.withdrawTitle', { name })}
        action={t('onCall.overrides.withdraw')}
        verb={verb}
        body={override.id}
        {...opening.dialog}
      >
        <Text>{t('onCall.overrides.withdrawLead')}</Text>
      </VerbConfirmDialog>
    </>
  );
}
