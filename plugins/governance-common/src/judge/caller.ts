/**
 * Who asks, as a table of verbs knows them. `assisted` is a person whose request another plugin passes on, such as an
 * assistant over MCP or a step of a template; `system` is the plugin itself.
 */
export type CallerKind = 'person' | 'assisted' | 'service' | 'system';
