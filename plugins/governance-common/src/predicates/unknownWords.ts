import { didYouMean, nearestWord } from '../model/nearestWord';
import { Vocabulary } from './vocabulary';

/** Operators that combine predicates. */
export const logical = ['$all', '$any', '$not'] as const;
/** Operators that compare one property. */
export const comparing = ['$in', '$contains', '$exists', '$hasPrefix'] as const;

/** Says that there is no such operator, and which there are. */
export function unknownOperator(name: string): string {
  const known = [...logical, ...comparing];
  return `there is no operator ${name}${didYouMean(
    name,
    known,
  )}; known are ${known.join(', ')}`;
}

/** Says that there is no such property, and which is meant. */
export function unknownProperty(name: string, vocabulary: Vocabulary): string {
  const known = Object.keys(vocabulary);
  const inList = known.find(list => {
    const term = vocabulary[list];
    return (
      term.holds === 'list' &&
      Object.hasOwn(term.of, name.replace(`${list}.`, ''))
    );
  });
  if (inList) {
    return `there is no property ${name}: ${inList} is a list, write ${inList}: { $contains: { ${name.replace(
      `${inList}.`,
      '',
    )}: … } }`;
  }
  const members = known.filter(path => path.startsWith(`${name}.`));
  if (members.length > 0) {
    return `there is no property ${name} to compare; name one of ${members.join(
      ', ',
    )}`;
  }
  // A property is often known by its last word, such as title for metadata.title.
  const nearest =
    nearestWord(name, known) ??
    known.find(
      path =>
        nearestWord(name.split('.').pop() ?? '', [
          path.split('.').pop() ?? '',
        ]) !== undefined,
    );
  return `there is no property ${name}${
    nearest ? ` (did you mean ${nearest}?)` : ''
  }; known are ${known.join(', ')}`;
}

/** A predicate over these words. */
export function example(vocabulary: Vocabulary): string {
  const [first] = Object.keys(vocabulary);
  const [path, value] = Object.entries(vocabulary)
    .map(([name, term]) => [name, term.example])
    .find(([, shown]) => shown) ?? [first, '…'];
  return `{ ${path}: ${value} }`;
}
