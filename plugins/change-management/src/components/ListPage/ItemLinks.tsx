import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityLink } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import styles from './ListPage.module.css';

/** The first configuration item as a link, and how many more there are. */
export function ItemLinks(props: { items: string[] }) {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const [first, ...rest] = props.items;
  if (!first) return null;
  return (
    <span className={styles.items} title={props.items.join('\n')}>
      <EntityLink entityRef={first} disableTooltip />
      {rest.length > 0 && (
        <span className={styles.quiet}>
          {t('list.moreItems', { n: String(rest.length) })}
        </span>
      )}
    </span>
  );
}
