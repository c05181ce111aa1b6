export { CountLink } from './CountLink';
export { isSmall, percent, SMALL_SAMPLE } from './figures';
export { Meaning } from './Meaning';
export type { FigureDefinition } from './Meaning';
export { SmallSample } from './SmallSample';
export { weekSpan, weekStart } from './weekText';
