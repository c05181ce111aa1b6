import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { CardFrame } from '@countersign/plugin-governance-react';
import { useListLink } from '../../hooks/useListLink';
import { changeManagementTranslationRef } from '../../translation';
import { ChangeRows } from '../ChangeRows';
import { useConfigurationItem } from './useConfigurationItem';

const SHOWN = 5;

/** What happened to this entity lately. */
export function RecentChangesCard() {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const item = useConfigurationItem();
  const href = useListLink()({ item: [item.entityRef] });
  return (
    <CardFrame
      title={t('cards.recent.title')}
      what={t('cards.recent.what')}
      rows={SHOWN}
      result={item}
      aside={href && <Link href={href}>{t('cards.recent.all')}</Link>}
    >
      {({ recent, openChanges }) =>
        recent.length ? (
          <>
            {openChanges.length > 0 && (
              <Text color="secondary">
                {t('cards.recent.open', { count: openChanges.length })}
              </Text>
            )}
            <ChangeRows
              label={t('cards.recent.title')}
              changes={recent.slice(0, SHOWN)}
            />
          </>
        ) : (
          <Text color="secondary">{t('cards.recent.empty')}</Text>
        )
      }
    </CardFrame>
  );
}
