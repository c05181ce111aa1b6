/**
 * TechDocs pages from Markdown and `mkdocs.yml`, made inside the portal.
 *
 * @packageDocumentation
 */
export { techDocsModuleMarkdown as default } from './module';
export { MarkdownGenerator } from './generator/MarkdownGenerator';
export type { MarkdownGeneratorLimits } from './generator/MarkdownGenerator';
export type { SiteOptions } from './site/Site';
export { describeProblem, SiteError } from './site/problems';
export type { SiteProblem } from './site/problems';
