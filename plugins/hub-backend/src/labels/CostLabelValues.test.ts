import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { HttpStatusError } from '../kube/httpRequest';
import { CostLabelValues } from './CostLabelValues';

const group = (name: string, type: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name },
  spec: { type, children: [] },
});
const PEOPLE = [
  group('web', 'team'),
  group('data', 'team'),
  group('cc-1', 'cost-center'),
];

/** A hub whose ConfigMap is `data`, or that has none. */
function hub(data?: Record<string, string>) {
  const state = { data };
  const apply = jest.fn(
    async (_path: string, _manager: string, object: unknown) => {
      state.data = (object as { data: Record<string, string> }).data;
    },
  );
  const get = async <T>() => {
    if (!state.data) {
      throw new HttpStatusError(404, '', new URL('http://hub'));
    }
    return { data: state.data } as T;
  };
  return { apply, connection: { get, apply }, state };
}

function values(entities: Entity[], connection: ReturnType<typeof hub>) {
  const logger = mockServices.logger.mock();
  const labels = new CostLabelValues({
    catalog: catalogServiceMock({ entities }),
    auth: mockServices.auth(),
    connection: connection.connection,
    logger,
  });
  return { labels, logger };
}

describe('CostLabelValues', () => {
  it('writes the catalog’s teams and cost centers, and only what changes', async () => {
    const one = hub({});
    const { labels } = values(PEOPLE, one);
    await labels.reconcile();
    expect(one.state.data).toEqual({ team: 'data,web', 'cost-center': 'cc-1' });
    await labels.reconcile();
    expect(one.apply).toHaveBeenCalledTimes(1);
  });

  it('follows a team that is called otherwise', async () => {
    const one = hub({ team: 'data,web', 'cost-center': 'cc-1' });
    await values(
      PEOPLE.map(entity =>
        entity.metadata.name === 'web' ? group('shop', 'team') : entity,
      ),
      one,
    ).labels.reconcile();
    expect(one.state.data?.team).toBe('data,shop');
  });

  it('writes nothing of a catalog that has not been read yet', async () => {
    const one = hub({ team: 'web', 'cost-center': 'cc-1' });
    await values([], one).labels.reconcile();
    expect(one.apply).not.toHaveBeenCalled();
  });

  it('is quiet where there is no policy, and says once what else is wrong', async () => {
    const without = values(PEOPLE, hub());
    await without.labels.reconcile();
    expect(without.logger.warn).not.toHaveBeenCalled();

    const broken = hub({});
    broken.apply.mockRejectedValue(new Error('forbidden'));
    const { labels, logger } = values(PEOPLE, broken);
    await labels.reconcile();
    await labels.reconcile();
    expect(logger.warn.mock.calls).toEqual([
      ["The label policy doesn't know the catalog's teams: forbidden"],
    ]);
  });
});
