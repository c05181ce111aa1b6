export { AsyncContent } from './AsyncContent';
export { CardFrame } from './CardFrame';
export { TitledCard } from './TitledCard';
