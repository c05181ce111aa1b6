import { ActorLink, useTexts } from '@countersign/plugin-governance-react';
import { OnCallAnswer } from '@countersign/plugin-incident-management-common';
import { Fragment } from 'react';
import { incidentManagementTranslationRef } from '../../translation';
import styles from './OnCallCard.module.css';

type Step = NonNullable<OnCallAnswer['entity']>['steps'][number];
type Reached = Step['reached'][number];

const ROTATION = 'rotation:';

/** Who is told of an incident on an entity, step by step, and where a step reaches nobody. */
export function EscalationWords({ answer }: { answer: OnCallAnswer }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { entity, rotations } = answer;
  if (!entity?.policy) {
    return <p className={styles.quiet}>{t('onCall.told.noPolicy')}</p>;
  }
  const titleOf = (told: string) => {
    const name = told.slice(ROTATION.length);
    return rotations.find(rotation => rotation.name === name)?.title ?? name;
  };
  return (
    <>
      <p className={styles.quiet}>
        {t('onCall.told.policy', { title: entity.policy.title })}
      </p>
      <ol className={styles.steps}>
        {entity.steps.map(({ after, reached, targets }, i) => (
          <li key={i}>
            {after === 0
              ? t('onCall.told.atOnce')
              : t('onCall.told.after', { minutes: String(after) })}
            {': '}
            {reached.map((one, place) => (
              <Fragment key={`${one.told} ${place}`}>
                {place > 0 && ', '}
                <ReachedWords reached={one} titleOf={titleOf} />
              </Fragment>
            ))}
            {targets.map((name, place) => (
              <Fragment key={name}>
                {reached.length + place > 0 && ', '}
                {t('onCall.told.target', { name })}
              </Fragment>
            ))}
          </li>
        ))}
      </ol>
    </>
  );
}

function ReachedWords(props: {
  reached: Reached;
  titleOf(told: string): string;
}) {
  const { reached, titleOf } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const { told, who, nobody } = reached;
  const isRotation = told.startsWith(ROTATION);
  if (who) {
    return (
      <>
        <ActorLink actor={who} hideIcon />
        {isRotation &&
          ` (${t('onCall.told.rotation', { rotation: titleOf(told) })})`}
        {told === 'owner' && ` (${t('onCall.told.owner')})`}
      </>
    );
  }
  if (nobody === 'left') {
    return (
      <>
        <ActorLink actor={told} hideIcon /> {t('onCall.told.left')}
      </>
    );
  }
  return nobody ? (
    <>
      {t(`onCall.told.${nobody}`, {
        told: isRotation ? titleOf(told) : told,
      })}
    </>
  ) : (
    <>{told}</>
  );
}
