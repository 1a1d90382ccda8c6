import { LABEL_EXPERIMENT } from '@illm-lab/plugin-hub-common';
import { Provider } from '../clouds';
import { Manifest, Need } from '../types';

/** Names by which the function asks for what it reads. */
export const NEEDS = {
  namespace: 'namespace',
  landing: 'landing',
  experiment: 'experiment',
} as const;

/** Name by which the function asks whether a provider is there. */
export const providerNeed = (name: string) => `package/${name}`;

/** The claim's namespace, which says what the claim doesn't. */
export const namespaceNeed = ({ metadata }: Manifest): Need => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  name: metadata.namespace,
});

/** Settings of the hub for a cloud; see docs/how-to/xrd-authoring.md. */
export const landingNeed = (provider: Provider): Need => ({
  apiVersion: 'apiextensions.crossplane.io/v1beta1',
  kind: 'EnvironmentConfig',
  name: provider,
});

/** Definitions of an experiment on the hub, which carry its cost labels. */
export const experimentNeed = (name: string): Need => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  labels: { [LABEL_EXPERIMENT]: name },
});

/** A provider's package. */
export const packageNeed = (name: string): Need => ({
  apiVersion: 'pkg.crossplane.io/v1',
  kind: 'Provider',
  name,
});
