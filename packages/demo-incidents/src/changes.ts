import { numberOf } from '@countersign/demo-estate';

/** The titles of the demo changes that incidents and problems refer to. */
export const changes = {
  smsProvider: 'Send text messages through the second provider',
  engagementDb: 'Move engagement-db to a regional instance',
  mailBatches: 'Send e-mail in batches of 500',
  pspTimeout: 'Shorten the PSP timeout to 8 seconds',
  stateReaders: 'Take reading of Terraform state from developers',
  sessionCache: 'Replace session-cache by one with five gigabytes',
  geoLookup: 'Look up regions in event-enricher',
  orderedSubscription:
    'Replace the dispatcher’s subscription by an ordered one',
  outboxReplay: 'Replay the outbox on start of message-dispatcher',
  campaignsDbMinor: 'Minor version of campaigns-db',
  walletButton: 'Wallet button in the express checkout',
  consents: 'Consents in the customer-engagement API',
  providerFailover: 'Fail over between mail providers by itself',
  warehouseSlots: 'Reserve 500 slots for the warehouse',
  debugBuild: unasked('collector-debug-build'),
  rendererRestart: unasked('renderer-manual'),
  poisonEvent: 'Drop a malformed event in event-collector',
} as const;

/** As reconciliation calls a change that it opens for a deployment nobody asked for, by the id of its story. */
function unasked(story: string): string {
  return `Unauthorized deployment larkspur/deploy#${
    10_000 + (numberOf(story) % 90_000)
  }`;
}
