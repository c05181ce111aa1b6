import { EntityRefLink } from '@backstage/plugin-catalog-react';
import styles from './EntityLink.module.css';
import { isEntityRef } from './isEntityRef';

/**
 * An entity of the catalog as a link; what is no entity ref stands as it is, so that no record can take a page down. A name that
 * is written from right to left keeps what stands around it in order.
 */
export function EntityLink(props: {
  entityRef: string;
  hideIcon?: boolean;
  disableTooltip?: boolean;
  /** Instead of the entity's name: a sentence that names it. */
  title?: string;
  /** `_blank` where leaving the page would lose what was typed. */
  target?: string;
}) {
  const { entityRef } = props;
  return isEntityRef(entityRef) ? (
    <bdi>
      <EntityRefLink {...props} />
    </bdi>
  ) : (
    <code className={styles.plain}>{entityRef || '—'}</code>
  );
}
