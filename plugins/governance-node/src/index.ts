/**
 * What the backends of every area share.
 *
 * @packageDocumentation
 */

export * from './access/AttemptLog';
export * from './access/Authorizer';
export * from './access/Caller';
export * from './access/claimRule';
export * from './access/RememberingAuthorizer';
export * from './access/resourcesOf';
export * from './access/Rights';
export * from './access/tokenWarnings';
export * from './actions/actionCaller';
export * from './actions/actionOutput';
export * from './actions/watchedRegistry';
export * from './area/areaDeps';
export * from './area/AreaFoundation';
export * from './area/serveArea';
export * from './conversation/Conversation';
export * from './conversation/Followers';
export * from './conversation/FollowerStore';
export * from './conversation/FollowService';
export * from './database/cursor';
export * from './database/databaseErrors';
export * from './database/IdempotencyStore';
export * from './database/keyset';
export * from './database/KeysetList';
export * from './database/openDatabase';
export * from './database/permissionFilter';
export * from './database/rows';
export * from './database/textSearch';
export * from './demo/demoProgress';
export * from './demo/DemoRecords';
export * from './http/errors';
export * from './http/explainErrors';
export * from './http/idle';
export * from './http/jsonBody';
export * from './http/noteAttempts';
export * from './http/parseJson';
export * from './http/readBody';
export * from './http/request';
export * from './http/sendPieces';
export * from './http/Turns';
export * from './ledger/timelineEvents';
export * from './links/AreaPages';
export * from './openapi/addOperations';
export * from './openapi/createAreaRouter';
export * from './openapi/createOpenApiDocument';
export * from './openapi/operation';
export * from './openapi/refuseOtherVerbs';
export * from './outbox/deliver';
export * from './outbox/messages';
export * from './outbox/observed';
export * from './outbox/OutboxDispatcher';
export * from './outbox/OutboxStore';
export * from './outbox/SignedWebhooks';
export * from './reads/Shared';
export * from './reads/Together';
export * from './settings/environments';
export * from './settings/SettingsReader';
export * from './settings/sharedSettings';
export * from './start/requirePostgres';
export * from './start/requireSettings';
export * from './units/Journal';
export * from './units/PendingEntries';
export * from './units/Unit';
