import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { ChangeNumber } from '../ChangeNumber';

/** Entity refs of the catalog's usual kinds, and numbers of changes. */
const reference =
  /(\b(?:component|resource|api|system|domain|group|user):[\w.-]+\/[\w.-]*\w|\bCHG\d{7,}\b)/gi;

/** A sentence of the server, in which entity refs and change numbers are links. */
export function RichSentence(props: { text: string }) {
  return (
    <>
      {props.text.split(reference).map((part, i) => {
        if (i % 2 === 0) return part;
        return /^CHG/.test(part) ? (
          <ChangeNumber key={i} number={part} hideCopy />
        ) : (
          <EntityRefLink key={i} entityRef={part} hideIcon />
        );
      })}
    </>
  );
}
