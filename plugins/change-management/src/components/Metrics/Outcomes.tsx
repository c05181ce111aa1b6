import {
  CloseCode,
  closeCodes,
  ListChangesQuery,
} from '@countersign/plugin-change-management-common';
import { Fragment } from 'react';
import { useTexts } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { CountLink } from './CountLink';

/** How closed changes ended: "28 successful · 7 with issues · 6 failed, of 41". None of them is missing. */
export function Outcomes(props: {
  counts: Record<CloseCode, number>;
  lists: Record<CloseCode, ListChangesQuery>;
  /** All of them. */
  n: JSX.Element;
  /** Of which slice, where it is not the whole. */
  of?: string;
}) {
  const { counts, lists, n, of } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  return (
    <>
      {closeCodes.map((code, i) => (
        <Fragment key={code}>
          {i > 0 && ' · '}
          <CountLink
            n={counts[code]}
            list={lists[code]}
            what={[t(`shared.closeCode.${code}`), of]
              .filter(Boolean)
              .join(', ')}
          />{' '}
          {t(`metrics.outcome.${code}`)}
        </Fragment>
      ))}
      {t('metrics.figure.ofAll', { n })}
    </>
  );
}
