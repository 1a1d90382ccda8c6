import { posix } from 'node:path';
import { Rule } from './Rule';
import { allApplications } from '../tree';

const DNS_LABEL = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Files and namespaces of Applications are where one looks for them. */
export const names: Rule = {
  name: 'names',
  why: 'An Application is found by its name: in Argo CD, in the portal, and as a file.',
  check: tree =>
    allApplications(tree).flatMap(({ file, manifest: { metadata } }) => {
      const name = metadata!.name!;
      const found = [];
      if (!DNS_LABEL.test(name)) {
        found.push(`${name} is no name for a Kubernetes object`);
      }
      if (posix.basename(file, '.yaml') !== name) {
        found.push(`holds the Application ${name}; call the file ${name}.yaml`);
      }
      if (metadata!.namespace !== 'argocd') {
        found.push(`${name} must be in the namespace argocd`);
      }
      return found.map(message => ({ file, message }));
    }),
};
