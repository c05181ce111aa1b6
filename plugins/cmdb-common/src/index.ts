/**
 * The software catalog read as a CMDB: criticality, environment, ownership and impact, as pure functions over entities.
 *
 * @packageDocumentation
 */

export {};
