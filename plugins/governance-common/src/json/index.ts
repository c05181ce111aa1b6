export { ExactNumber } from './ExactNumber';
export { exactJson, parseExactJson } from './exactJson';
