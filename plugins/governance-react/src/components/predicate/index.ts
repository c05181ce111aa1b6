export { Predicate } from './Predicate';
