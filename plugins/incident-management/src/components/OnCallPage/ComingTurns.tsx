import { useApi } from '@backstage/frontend-plugin-api';
import {
  ActorLink,
  AsyncContent,
  useAsyncData,
  useTexts,
  WindowText,
} from '@countersign/plugin-governance-react';
import { RotationView } from '@countersign/plugin-incident-management-common';
import { useState } from 'react';
import { onCallApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import styles from './OnCallPage.module.css';

/** So far ahead turns are listed. */
const AHEAD = 28 * 86_400_000;

/** Who has the turns of the next weeks; loaded when somebody asks. */
export function ComingTurns({ rotation }: { rotation: RotationView }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      className={styles.section}
      onToggle={event => setOpen(event.currentTarget.open)}
    >
      <summary>{t('onCall.turns.title')}</summary>
      {isOpen && <Turns rotation={rotation} />}
    </details>
  );
}

function Turns({ rotation }: { rotation: RotationView }) {
  const { name, title, now, next } = rotation;
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(onCallApiRef);
  const answer = useAsyncData(
    // Another answer about now is another about what comes.
    JSON.stringify({ name, now, next }),
    signal => {
      const from = Date.now();
      const [start, end] = [from, from + AHEAD].map(at =>
        new Date(at).toISOString(),
      );
      return api.listShifts(name, { from: start, to: end }, { signal });
    },
    { keepPrevious: true },
  );
  return (
    <AsyncContent what={t('onCall.turns.what')} rows={4} result={answer}>
      {({ shifts }) =>
        shifts.length === 0 ? (
          <p className={styles.quiet}>{t('onCall.turns.none')}</p>
        ) : (
          <ol
            className={styles.lines}
            aria-label={t('onCall.turns.label', { rotation: title })}
          >
            {shifts.map(shift => (
              <li key={shift.start}>
                <ActorLink actor={shift.who} hideIcon />{' '}
                {shift.override && `(${t('onCall.rotation.by')}) `}
                <span className={styles.quiet}>
                  <WindowText window={shift} hideRelative />
                </span>
              </li>
            ))}
          </ol>
        )
      }
    </AsyncContent>
  );
}
