import { RecordNumber } from '@countersign/plugin-governance-react';
import { ChartMark } from './useMarks';

/** What happened, with its record where it is on one. */
export function MarkTitle(props: Pick<ChartMark, 'record' | 'href' | 'title'>) {
  const { record, href, title } = props;
  return (
    <>
      {record && <RecordNumber number={record} href={href} hideCopy />} {title}
    </>
  );
}
