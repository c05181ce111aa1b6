/**
 * For the tests of the areas: a portal in a test, one that can be killed, a mailbox, and an adversary who plays random
 * games against the rules of an area.
 *
 * @packageDocumentation
 */

export { commandBlocks, type CommandBlock } from './commandBlocks';
export { eventually } from './eventually';
export { formatGames, parseGames } from './adversary/gamesText';
export { MemoryDatabase, MemoryTable } from './adversary/MemoryDatabase';
export { memoryJournal } from './adversary/memoryJournal';
export { MemoryLedger } from './adversary/MemoryLedger';
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
export { testEntity } from './estate';
export {
  startMailbox,
  type Mailbox,
  type MailTrouble,
  type ReceivedMail,
} from './mail/mailbox';
export {
  askAsBoth,
  expectTryAgain,
  type Call,
  type RawAnswer,
} from './portal/askAsBoth';
export { pipelineToken, PluginApi, type ClientOptions } from './portal/client';
export { connectionOf, type DatabaseConnection } from './portal/connectionOf';
export { KillableLives } from './portal/KillableLives';
export { killableProgram } from './portal/killableProgram';
export {
  KillablePortal,
  type KillablePortalOptions,
} from './portal/KillablePortal';
export {
  migrateBefore,
  migrationFolders,
  THE_VERSION_BEFORE,
  type MigrationFolder,
} from './portal/migrateBefore';
export { openLedger } from './portal/openLedger';
export { servePortal } from './portal/servePortal';
export {
  databaseOfEach,
  signingKey,
  startTestPortal,
  useForAllTests,
  type TestPortal,
  type TestPortalOptions,
} from './portal/startPortal';
export * from './catalogFiles';
