/**
 * For the tests of the areas: an adversary who plays random games against the rules of one of them, and waiting for what
 * comes by and by.
 *
 * @packageDocumentation
 */

export { eventually } from './eventually';
export { formatGames, parseGames } from './adversary/gamesText';
export { Random } from './adversary/Random';
export {
  playGames,
  type Found,
  type PlayOptions,
  type Tally,
} from './adversary/playGames';
export { replay, type ReplayResult } from './adversary/replay';
export { reportOf } from './adversary/reportOf';
export { shrink } from './adversary/shrink';
export type {
  Answer,
  Arena,
  Breach,
  Game,
  Hint,
  NewArena,
  Step,
} from './adversary/types';
