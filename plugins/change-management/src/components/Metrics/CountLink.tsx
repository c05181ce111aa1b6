import { ListChangesQuery } from '@countersign/plugin-change-management-common';
import { CountLink as Count } from '@countersign/plugin-governance-react';
import { useListLink } from '../../hooks/useListLink';

/** A number of changes, which leads to the list of exactly those. */
export function CountLink(props: {
  n: number;
  list: ListChangesQuery | undefined;
  /** What is counted, for who does not see what stands around the number. */
  what: string;
  children?: string;
}) {
  const { list, ...count } = props;
  const href = useListLink()(list ?? {});
  return <Count {...count} href={list && href} />;
}
