import { useApiHolder } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { Panel } from '../components/Panel';
import { EntityName } from '../components/references';
import { useTexts } from '../hooks/useTexts';
import { governanceTranslationRef } from '../translation';
import styles from './BesideLinks.module.css';
import { besideSourcesApiRef } from './BesideBlueprint';

/** More are a list that nobody reads. */
const MOST_ENTITIES = 5;

/** Where other areas show more of what happened to some entities at a time; nothing where no area does. */
export function BesideLinks(props: {
  entityRefs: readonly string[];
  /** When it began. ISO 8601. */
  at: string;
}) {
  const { at } = props;
  const { t } = useTexts(governanceTranslationRef);
  const apis = useApiHolder();
  const sources = apis.get(besideSourcesApiRef)?.sources ?? [];
  const shown = props.entityRefs.slice(0, MOST_ENTITIES);
  const links = shown.flatMap(entityRef =>
    sources.flatMap(({ area, icon, linkOf }) => {
      const link = linkOf({ apis, entityRef, at });
      return link
        ? [{ id: `${area} ${entityRef}`, entityRef, icon, link }]
        : [];
    }),
  );
  if (links.length === 0) return null;
  return (
    <Panel title={t('shared.beside')}>
      <ul className={styles.links}>
        {links.map(({ id, entityRef, icon: Icon, link }) => (
          <li key={id}>
            <ButtonLink
              size="small"
              variant="tertiary"
              href={link.href}
              iconStart={<Icon />}
            >
              {link.text}
            </ButtonLink>
            {shown.length > 1 && <EntityName entityRef={entityRef} />}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
