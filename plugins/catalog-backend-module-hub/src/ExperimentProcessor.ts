import { AuthService } from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  CatalogProcessor,
  CatalogService,
} from '@backstage/plugin-catalog-node';
import {
  CATALOG_TYPE_EXPERIMENT,
  formatIssue,
  LABEL_EXPERIMENT,
  validateExperimentName,
} from '@illm-lab/plugin-hub-common';

/**
 * Keeps the catalog's experiments to the lab's rules: a valid name, and a team
 * as owner, since rights to run are decided by it.
 *
 * An owner the catalog doesn't know (yet) passes: on a first start experiments
 * may be read before teams. The catalog shows such a relation as broken, and
 * nobody but the platform team has rights from it.
 */
export class ExperimentProcessor implements CatalogProcessor {
  constructor(
    private readonly deps: { auth: AuthService; catalog: CatalogService },
  ) {}

  getProcessorName(): string {
    return 'HubExperimentProcessor';
  }

  /** @throws InputError that names the field and the remedy. */
  async preProcessEntity(entity: Entity): Promise<Entity> {
    if (
      entity.kind === 'Component' &&
      entity.spec?.type === CATALOG_TYPE_EXPERIMENT
    ) {
      const [issue] = validateExperimentName(entity.metadata.name);
      if (issue) {
        throw new InputError(`metadata.${formatIssue(issue)}`);
      }
      await this.checkOwner(entity);
      return withKubernetesSelector(entity);
    }
    return entity;
  }

  private async checkOwner(entity: Entity): Promise<void> {
    const owner = entity.spec?.owner;
    const ref = parseEntityRef(typeof owner === 'string' ? owner : '', {
      defaultKind: 'Group',
      defaultNamespace: entity.metadata.namespace,
    });
    if (ref.kind.toLowerCase() !== 'group') {
      throw new InputError(
        `spec.owner: ${stringifyEntityRef(
          ref,
        )} is not a team. An experiment belongs to a team, such as group:default/web.`,
      );
    }
    const group = await this.deps.catalog.getEntityByRef(ref, {
      credentials: await this.deps.auth.getOwnServiceCredentials(),
    });
    if (group && group.spec?.type !== 'team') {
      throw new InputError(
        `spec.owner: ${stringifyEntityRef(ref)} is a ${
          group.spec?.type
        }, not a team. Name one of the teams it pays for.`,
      );
    }
  }
}

const KUBERNETES_ID = 'backstage.io/kubernetes-id';
const KUBERNETES_SELECTOR = 'backstage.io/kubernetes-label-selector';

/** Everything that a run makes carries its experiment's name as a label. */
function withKubernetesSelector(entity: Entity): Entity {
  const { name, annotations = {} } = entity.metadata;
  if (annotations[KUBERNETES_ID] || annotations[KUBERNETES_SELECTOR]) {
    return entity;
  }
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations: {
        ...annotations,
        [LABEL_EXPERIMENT]: annotations[LABEL_EXPERIMENT] ?? name,
        [KUBERNETES_SELECTOR]: `${LABEL_EXPERIMENT}=${name}`,
      },
    },
  };
}
