import { EntityLink } from './EntityLink';
import styles from './EntityLink.module.css';

/** Who did it: a person or group of the catalog as a link, a service by the name it gave. */
export function ActorLink(props: { actor: string; hideIcon?: boolean }) {
  const { actor, hideIcon } = props;
  return /^(user|group):/.test(actor) ? (
    <EntityLink entityRef={actor} hideIcon={hideIcon} />
  ) : (
    <code className={styles.plain}>
      {actor.replace(/^(plugin|external):/, '') || '—'}
    </code>
  );
}
