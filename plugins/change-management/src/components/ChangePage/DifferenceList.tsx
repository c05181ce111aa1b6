import styles from './ChangePage.module.css';
import { SubjectChange } from './SubjectChange';
import { Differences } from './useLook';
import { inReadingOrder, useSubjectLabel } from './useSubjectLabel';

/** What differs between two subjects, field by field: what stood there, and what stands there now. */
export function DifferenceList(props: { differences: Differences }) {
  const { fields, before, after } = props.differences;
  const label = useSubjectLabel();
  return (
    <dl className={styles.difference}>
      {inReadingOrder(fields).map(field => (
        <div key={field}>
          <dt>{label(field)}</dt>
          <dd>
            <SubjectChange field={field} before={before} after={after} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
