import { AuthService } from '@backstage/backend-plugin-api';
import { parseEntityRef, RELATION_MEMBER_OF } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { HubStatus, Person } from '@illm-lab/plugin-hub-common';

/** The catalog's people, for the sign-in page of a local hub. */
export class PeopleService {
  constructor(
    private readonly options: {
      environment: HubStatus['environment'];
      catalog: CatalogService;
      auth: AuthService;
    },
  ) {}

  /**
   * Everyone, by name.
   *
   * @throws NotFoundError on any hub that is not local
   */
  async list(): Promise<Person[]> {
    const { environment, catalog, auth } = this.options;
    if (environment !== 'local') {
      throw new NotFoundError('Only a local hub lists its people.');
    }
    const { items } = await catalog.getEntities(
      {
        filter: { kind: 'User' },
        fields: ['metadata.name', 'spec.profile', 'relations'],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return items
      .map(({ metadata, spec, relations = [] }) => ({
        name: metadata.name,
        displayName: displayName(spec?.profile) ?? metadata.name,
        teams: relations
          .filter(({ type }) => type === RELATION_MEMBER_OF)
          .map(({ targetRef }) => parseEntityRef(targetRef).name)
          .sort(),
      }))
      .sort((a, b) => a.displayName.localeCompare(b.displayName));
  }
}

function displayName(profile: unknown): string | undefined {
  return typeof profile === 'object' && profile && 'displayName' in profile
    ? String(profile.displayName)
    : undefined;
}
