import { ActorLink, EntityLink } from '@countersign/plugin-governance-react';
import { ObjectiveSummary } from '@countersign/plugin-service-levels-common';
import { PromiseText } from '../figures';
import styles from './Overview.module.css';

/** What is promised, by what, and who owns that. */
export function AboutObjective(props: {
  objective: ObjectiveSummary;
  /** Whether the page says by what and whose it is. */
  isOfPage?: boolean;
}) {
  const { component, owner, service } = props.objective;
  return (
    <span className={styles.about}>
      <span>
        <PromiseText objective={props.objective} />
      </span>
      {!props.isOfPage && (
        <>
          {component ? (
            <EntityLink entityRef={component} disableTooltip />
          ) : (
            <span>{service}</span>
          )}
          {owner && <ActorLink actor={owner} />}
        </>
      )}
    </span>
  );
}
