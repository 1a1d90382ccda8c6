import path from 'node:path';
import { definitions } from './definitions';
import { DEFINITIONS, ROOT } from './places';
import { activation, providers } from './providers';

const PROVIDERS = path.join(
  ROOT,
  'platform/hub/manifests/crossplane-providers',
);

/** All files that are made from the table of kinds, with what is in them. */
export const files = (): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(definitions()).map(([name, text]) => [
      path.join(DEFINITIONS, name),
      text,
    ]),
  ),
  [path.join(PROVIDERS, 'providers.yaml')]: providers(),
  [path.join(PROVIDERS, 'activation.yaml')]: activation(),
});
