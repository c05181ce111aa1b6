import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { ControlRef } from '@countersign/plugin-compliance-evidence-common';
import { controlsRouteRef } from '../routes';
import styles from './Evidence.module.css';

/** How framework and id of a control stand in filters: `SOX ITGC/AC-2`. */
export const controlText = ({
  framework,
  id,
}: Pick<ControlRef, 'framework' | 'id'>) => `${framework}/${id}`;

/** Controls that something is about, each a link to its score. */
export function ControlRefs(props: { controls: readonly ControlRef[] }) {
  const href = useRouteRef(controlsRouteRef)?.();
  return (
    <span className={styles.row}>
      {props.controls.map(control => {
        const { framework, id, title } = control;
        return (
          <Link
            key={controlText(control)}
            href={href && `${href}#${encodeURIComponent(controlText(control))}`}
            title={title}
          >
            {framework} {id}
          </Link>
        );
      })}
    </span>
  );
}
