import { Fragment } from 'react';
import { AttributeChange } from '@countersign/plugin-change-management-common';
import { useTexts } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { AttributeValue } from './AttributeValue';
import styles from './Plan.module.css';

/** Attributes that differ, before and after. */
export function AttributeTable(props: {
  label: string;
  attributes: AttributeChange[];
}) {
  const { label, attributes } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  if (attributes.length === 0) return null;
  return (
    <table className={styles.attributes} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t('change.plan.attribute')}</th>
          <th scope="col">{t('change.plan.before')}</th>
          <th scope="col">{t('change.plan.after')}</th>
        </tr>
      </thead>
      <tbody>
        {attributes.map(attribute => (
          <tr key={attribute.path}>
            <th scope="row">
              <AttributePath path={attribute.path} />
              {attribute.forcesReplacement && (
                <span className={styles.forces}>{t('change.plan.forces')}</span>
              )}
            </th>
            <td data-label={t('change.plan.before')}>
              <AttributeValue attribute={attribute} side="before" />
            </td>
            <td data-label={t('change.plan.after')}>
              <AttributeValue attribute={attribute} side="after" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A path that a narrow column breaks between its words, not within one. */
function AttributePath(props: { path: string }) {
  return (
    <code>
      {props.path.split(/(?<=[._\]])/).map((word, i) => (
        <Fragment key={i}>
          {i > 0 && <wbr />}
          {word}
        </Fragment>
      ))}
    </code>
  );
}
