import { actorOf } from '@countersign/plugin-governance-common';
import { RiRobot2Line } from '@remixicon/react';
import { governanceTranslationRef } from '../../translation';
import styles from './ActorLink.module.css';
import { EntityLink } from './EntityLink';
import { useTexts } from '../../hooks/useTexts';

/** Who did it: a person or group of the catalog as a link, a service by its name, the product itself by its own. */
export function ActorLink(props: { actor: string; hideIcon?: boolean }) {
  const { hideIcon } = props;
  const { t } = useTexts(governanceTranslationRef);
  const actor = actorOf(props.actor);
  switch (actor.kind) {
    case 'entity':
      return <EntityLink entityRef={actor.entityRef} hideIcon={hideIcon} />;
    case 'system':
      return <>{t('shared.actor.system')}</>;
    default:
      return (
        <span className={styles.service}>
          {!hideIcon && <RiRobot2Line size={14} aria-hidden />}
          {actor.name || '—'}
        </span>
      );
  }
}
