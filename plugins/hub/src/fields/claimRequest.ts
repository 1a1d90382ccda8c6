import { parseEntityRef } from '@backstage/catalog-model';
import { type ClaimPreviewRequest } from '@illm-lab/plugin-hub-common';

/** What a template of claims has asked so far; see claimTemplate.ts. */
interface ClaimForm {
  name?: string;
  owner?: string;
  experiment?: string;
  change?: boolean;
  spec?: Record<string, unknown>;
  project?: string;
  environment?: string;
  costCenter?: string;
}

const nameIn = (ref: string) =>
  parseEntityRef(ref, { defaultKind: 'Group', defaultNamespace: 'default' })
    .name;

/** The form as the hub is asked for a preview; undefined while it is not whole. */
export function claimRequest(
  kind: string,
  form: ClaimForm,
): ClaimPreviewRequest | undefined {
  const { name, owner, project, environment, costCenter, experiment } = form;
  if (!name || !owner || !project || !environment || !costCenter) {
    return undefined;
  }
  return {
    kind,
    name,
    team: nameIn(owner),
    labels: { project, environment, 'cost-center': nameIn(costCenter) },
    spec: form.spec ?? {},
    ...(experiment && { experiment: nameIn(experiment) }),
    ...(form.change && { change: true }),
  };
}
