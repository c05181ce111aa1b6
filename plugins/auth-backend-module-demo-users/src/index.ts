/**
 * Development sign-in as one of the demo users; refuses to load in production.
 *
 * @packageDocumentation
 */
export { authModuleDemoUsers as default } from './module';
