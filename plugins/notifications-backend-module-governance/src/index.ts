/**
 * The portal's notifications as mails and Slack messages.
 *
 * @packageDocumentation
 */

export { mailTextsWhenConfigured as default } from './whenConfigured';
export {
  emailWhenConfigured,
  slackTextsWhenConfigured,
  slackWhenConfigured,
} from './whenConfigured';
