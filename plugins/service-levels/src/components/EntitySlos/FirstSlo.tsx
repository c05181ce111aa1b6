import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import {
  CopyButton,
  EmptyState,
  useTexts,
} from '@countersign/plugin-governance-react';
import { RiSpeedUpLine } from '@remixicon/react';
import { checkRouteRef } from '../../routes';
import { serviceLevelsTranslationRef } from '../../translation';
import { exampleDefinition } from '../CheckPage/exampleDefinition';
import styles from './EntitySlos.module.css';

/** Where nothing is promised yet: the definition that would promise something, and where to check it. */
export function FirstSlo(props: {
  /** The name of the component. */
  service: string;
  /** Behind a line that opens it, where little room is. */
  isFolded?: boolean;
}) {
  const { service, isFolded } = props;
  const { t } = useTexts(serviceLevelsTranslationRef);
  const check = useRouteRef(checkRouteRef)?.();
  const text = exampleDefinition(service);
  const snippet = (
    <div className={styles.snippet}>
      <CopyButton text={text} name={t('entity.first.copy')} />
      <pre>{text}</pre>
    </div>
  );
  return (
    <>
      <EmptyState
        icon={RiSpeedUpLine}
        title={t('entity.first.title')}
        description={t('entity.first.description')}
        action={
          check && (
            <ButtonLink
              variant="secondary"
              size="small"
              href={`${check}?${new URLSearchParams({ service })}`}
            >
              {t('entity.first.check')}
            </ButtonLink>
          )
        }
      />
      {isFolded ? (
        <details className={styles.folded}>
          <summary>{t('entity.first.show')}</summary>
          {snippet}
        </details>
      ) : (
        snippet
      )}
    </>
  );
}
