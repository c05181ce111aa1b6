import { EntityLink, ShortTime } from '@countersign/plugin-governance-react';
import { ChangeNumber } from '../ChangeNumber';
/**
 * Entity refs of the catalog's usual kinds, numbers of changes, and instants, which the server can only write in UTC
 * ("2026-11-24 21:00 UTC" or ISO 8601).
 */
const reference =
  /(\b(?:component|resource|api|system|domain|group|user):[\w.-]+\/[\w.-]*\w|\bCHG\d{7,}\b|\b\d{4}-\d\d-\d\d(?: \d\d:\d\d UTC|T\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z))/gi;

/** A sentence of the server, in which entity refs and change numbers are links and times are in the reader's own zone. */
export function RichSentence(props: { text: string }) {
  return (
    <>
      {props.text.split(reference).map((part, i) => {
        if (i % 2 === 0) return part;
        if (/^CHG/.test(part)) {
          return <ChangeNumber key={i} number={part} hideCopy />;
        }
        return /^\d/.test(part) ? (
          <ShortTime
            key={i}
            instant={part.replace(/^(\S+) (\S+) UTC$/, '$1T$2Z')}
          />
        ) : (
          <EntityLink key={i} entityRef={part} hideIcon />
        );
      })}
    </>
  );
}
