/**
 * What all parts of the lab share: names, schemas, permissions, the result
 * contract and the client of the hub's API. Runs in browsers and in Node.
 *
 * @packageDocumentation
 */
export * from './api';
export * from './claims';
export * from './constants';
export * from './cost-labels';
export * from './label-policy';
export * from './duration';
export * from './experiment';
export * from './experiment-cluster';
export * from './experiment-source';
export * from './experiment-topology';
export * from './experiment-name';
export * from './experiment-workflow';
export * from './inputs';
export * from './issue';
export * from './k6';
export * from './permissions';
export * from './repository-path';
export * from './pulls';
export * from './result';
export * from './run';
export * from './run-id';
export * from './source';
export { ajvIssue, type PatternTest, validateWith } from './schema-issues';
export * from './words';
export * from './workflow-nodes';
export type {
  ArgoSpec,
  BroughtTemplate,
  ExperimentWorkflow,
} from './workflow-rules';
export { readYamlDocuments, type YamlDocument } from './read-yaml';
export { writeYaml, YAML_FOR_ALL } from './write-yaml';
