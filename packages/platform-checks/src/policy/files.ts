import path from 'node:path';
import { stringify } from 'yaml';
import { REPO_ROOT } from '../root';
import { inheritance, policies } from './policies';

const NOTE =
  '# Generated from the schema of cost labels by "task platform:label-policy".\n';
const options = { aliasDuplicateObjects: false, lineWidth: 0 };
const at = (...parts: string[]) => path.join(REPO_ROOT, ...parts);

/** All files that are made from the schema, with what is in them. */
export const files = (): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(policies()).map(([name, object]) => [
      at('platform/hub/manifests/label-policy', name),
      NOTE + stringify(object, options),
    ]),
  ),
  [at('packages/local-hub/manifests/label-inheritance.yaml')]:
    NOTE +
    inheritance()
      .map(object => stringify(object, options))
      .join('---\n'),
});
