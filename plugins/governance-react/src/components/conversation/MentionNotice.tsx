import { useApi } from '@backstage/frontend-plugin-api';
import {
  catalogApiRef,
  EntityDisplayName,
} from '@backstage/plugin-catalog-react';
import { mentionedIn } from '@countersign/plugin-governance-common';
import { useEffect, useState } from 'react';
import { useAsyncData } from '../../hooks/useAsyncData';
import { governanceTranslationRef } from '../../translation';
import styles from './CommentBox.module.css';
import { useTexts } from '../../hooks/useTexts';

/** How long to wait for the next key before the catalog is asked, in milliseconds. */
const PAUSE = 300;

/** Whom the text will tell, and which names the catalog does not have. */
export function MentionNotice({ text }: { text: string }) {
  const refs = mentionedIn(text);
  const [asked, setAsked] = useState(refs);
  const key = refs.join();
  useEffect(() => {
    const timer = setTimeout(() => setAsked(key ? key.split(',') : []), PAUSE);
    return () => clearTimeout(timer);
  }, [key]);
  return asked.length > 0 ? <Known refs={asked} /> : null;
}

function Known({ refs }: { refs: string[] }) {
  const { t } = useTexts(governanceTranslationRef);
  const catalogApi = useApi(catalogApiRef);
  const { data } = useAsyncData(`mentions/${refs.join()}`, async () => {
    const { items } = await catalogApi.getEntitiesByRefs({
      entityRefs: refs,
      fields: ['kind', 'metadata.name', 'metadata.namespace'],
    });
    return { refs, unknown: refs.filter((_, i) => !items[i]) };
  });
  if (!data) return null;
  const known = data.refs.filter(ref => !data.unknown.includes(ref));
  return (
    <p className={styles.notice} role="status">
      {known.length > 0 && (
        <>
          {t('comment.tells')}{' '}
          {known.map((ref, i) => (
            <span key={ref}>
              {i > 0 && ', '}
              <EntityDisplayName entityRef={ref} hideIcon />
            </span>
          ))}
          .{' '}
        </>
      )}
      {data.unknown.length > 0 &&
        t('comment.unknown', {
          count: data.unknown.length,
          names: data.unknown
            .map(ref => `@${ref.replace(/^user:(default\/)?/, '')}`)
            .join(', '),
        })}
    </p>
  );
}
