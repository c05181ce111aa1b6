import { useRouteRef } from '@backstage/frontend-plugin-api';
import { RecordNumber } from '@countersign/plugin-governance-react';
import { changeRouteRef } from '../../routes';

/** The number of a change: a link wherever the pages of changes are, also without the links the areas register. */
export function ChangeNumber(props: {
  number: string;
  /** Leaves out the copy button, where many numbers stand close together. */
  hideCopy?: boolean;
}) {
  const { number } = props;
  const changeLink = useRouteRef(changeRouteRef);
  return <RecordNumber {...props} href={changeLink?.({ number })} />;
}
