/**
 * The portal's notifications as mails.
 *
 * @packageDocumentation
 */

export { mailTextsWhenConfigured as default } from './whenConfigured';
export { emailWhenConfigured } from './whenConfigured';
