import { Link } from '@backstage/ui';
import { ImportedClient } from '@countersign/plugin-governance-common';
import { RiInboxArchiveLine } from '@remixicon/react';
import { useAsyncData } from '../../hooks';
import { Texts, useTexts } from '../../hooks/useTexts';
import { governanceTranslationRef } from '../../translation';
import styles from './imported.module.css';

/**
 * Beneath the list of an area: how many records of other systems there are, or match what is searched for. Nothing where
 * nothing was imported, and where the reader may not see it.
 */
export function ImportedLink(props: {
  api: Pick<ImportedClient, 'listImported'>;
  /** Where they are listed. */
  href?: string;
  /** What is searched for in the list. */
  q?: string;
}) {
  const { api, href, q } = props;
  const { t } = useTexts(governanceTranslationRef);
  const { data } = useAsyncData(`imported/${q ?? ''}`, signal =>
    api.listImported({ limit: 1, q: q || undefined }, { signal }),
  );
  if (!data?.count.value || !href) return null;
  const { value: count, capped } = data.count;
  return (
    <p className={styles.hint}>
      <RiInboxArchiveLine size={16} aria-hidden />
      <Link href={q ? `${href}?q=${encodeURIComponent(q)}` : href}>
        {hint(t, { count, capped, isSearch: Boolean(q) })}
      </Link>
    </p>
  );
}

function hint(
  t: Texts<typeof governanceTranslationRef.T>,
  found: { count: number; capped: boolean; isSearch: boolean },
): string {
  const { count, capped, isSearch } = found;
  const most = { count: String(count) };
  if (isSearch) {
    return capped
      ? t('imported.hintMatchesMore', most)
      : t('imported.hintMatches', { count });
  }
  return capped ? t('imported.hintMore', most) : t('imported.hint', { count });
}
