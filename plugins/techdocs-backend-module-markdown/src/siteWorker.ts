/**
 * What the threads of `MarkdownGenerator` load: an entry of the package, so that it is a file of its own when built too.
 *
 * @packageDocumentation
 */
export { runSiteTask } from './generator/siteTask';
