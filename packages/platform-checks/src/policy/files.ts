import { writeYaml } from '@illm-lab/plugin-hub-common';
import path from 'node:path';
import { REPO_ROOT } from '../root';
import { inheritance, policies } from './policies';

const NOTE =
  '# Generated from the schema of cost labels by "task platform:label-policy".\n';
const text = (object: object) => writeYaml(object, { lineWidth: 0 });
const at = (...parts: string[]) => path.join(REPO_ROOT, ...parts);

/** All files that are made from the schema, with what is in them. */
export const files = (): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(policies()).map(([name, object]) => [
      at('platform/hub/manifests/label-policy', name),
      NOTE + text(object),
    ]),
  ),
  [at('packages/local-hub/manifests/label-inheritance.yaml')]:
    NOTE + inheritance().map(text).join('---\n'),
});
