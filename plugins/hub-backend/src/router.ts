import { HttpAuthService } from '@backstage/backend-plugin-api';
import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import { NotFoundError } from '@backstage/errors';
import { Router } from 'express';
import { Access } from './access/Access';
import { addCatalogRoutes } from './catalog/routes';
import { CatalogViews } from './catalog/CatalogViews';
import { PullRequests } from './catalog/PullRequests';
import { ClaimPreviews } from './claimRequests/ClaimPreviews';
import { addClaimRequestRoutes } from './claimRequests/routes';
import { Costs } from './costs/createCosts';
import { HubClaims } from './claims/createClaims';
import { addClaimRoutes } from './claims/routes';
import { addCostRoutes } from './costs/routes';
import { EventStreams } from './events/EventStreams';
import { readTopics } from './events/readTopics';
import { ExperimentService } from './experiments/ExperimentService';
import { TargetHosts } from './experiments/TargetHosts';
import { LogCollector } from './logs/LogCollector';
import { NodeService } from './nodes/NodeService';
import { addNodeRoutes } from './nodes/routes';
import { PullFollower } from './pulls/PullFollower';
import { addPullRoutes } from './pulls/routes';
import { HubServices } from './services/createServices';
import { addRetentionRoutes, RetentionView } from './retention/routes';
import { addServicesRoutes } from './services/routes';
import { RunService } from './runs/RunService';
import { HubEndpoints } from './schema/endpoints';
import { spec } from './schema/openapi.generated';
import { PeopleService } from './status/PeopleService';
import { StatusService } from './status/StatusService';

/** What the API is made of. */
export interface RouterOptions {
  httpAuth: HttpAuthService;
  access: Access;
  runs: RunService;
  logs: LogCollector;
  experiments: ExperimentService;
  targetHosts: TargetHosts;
  status: StatusService;
  people: PeopleService;
  streams: EventStreams;
  catalogViews: CatalogViews;
  pulls: PullRequests;
  pullFollower: PullFollower;
  claimPreviews: ClaimPreviews;
  claims: HubClaims;
  costs: Costs;
  nodes: NodeService;
  retention: RetentionView;
  services: HubServices;
}

const DEFAULT_LIMIT = 20;

/** The hub's HTTP API as schema/openapi.yaml describes and validates it. */
export async function createRouter(options: RouterOptions): Promise<Router> {
  const { httpAuth, access, runs, logs, experiments, status } = options;
  const router =
    createValidatedOpenApiRouterFromGeneratedEndpointMap<HubEndpoints>(spec);

  router.get('/experiments', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    await access.mayRead(credentials);
    res.json({ items: await experiments.list(credentials) });
  });

  router.get('/experiments/:name/inputs', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    await access.mayRead(credentials);
    res.json(await experiments.inputs(req.params.name, credentials));
  });

  router.get('/experiments/:name/availability', async (req, res) => {
    await access.mayRead(await httpAuth.credentials(req));
    res.json(await experiments.availability(req.params.name));
  });

  router.get('/target-hosts', async (req, res) => {
    await access.mayRead(await httpAuth.credentials(req));
    res.json({ allowed: await options.targetHosts.list() });
  });

  router.get('/runs', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { experiment, state, limit = DEFAULT_LIMIT, cursor } = req.query;
    res.json(
      await runs.list({ experiment, state, limit, cursor }, { credentials }),
    );
  });

  router.post('/runs', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { run, created } = await runs.create(req.body, {
      credentials,
      request: req,
    });
    res.status(created ? 201 : 200).json(run);
  });

  router.get('/runs/:id', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await runs.get(req.params.id, { credentials }));
  });

  router.get('/runs/:id/result', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await runs.result(req.params.id, { credentials }));
  });

  router.get('/runs/:id/logs/:stepId', async (req, res) => {
    await access.mayRead(await httpAuth.credentials(req));
    const { id, stepId } = req.params;
    const text = await logs.text(id, stepId);
    if (text === undefined) {
      throw new NotFoundError(`Step “${stepId}” of run “${id}” has no log.`);
    }
    res.type('text/plain').send(text);
  });

  router.post('/runs/:id/stop', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    res.json(await runs.stop(req.params.id, { credentials, request: req }));
  });

  router.put('/runs/:id/star', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const caller = { credentials, request: req };
    res.json(await runs.star(req.params.id, req.body.starred, caller));
  });

  router.get('/events', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    await access.mayRead(credentials);
    const topics = readTopics(req.query.topics);
    options.streams.serve(req, res, topics, credentials);
  });

  router.get('/status', async (req, res) => {
    await access.mayRead(await httpAuth.credentials(req));
    res.json(status.current());
  });

  router.get('/people', async (_req, res) => {
    res.json({ items: await options.people.list() });
  });

  addCatalogRoutes(router, options);
  addNodeRoutes(router, options);
  addCostRoutes(router, options);

  addClaimRequestRoutes(router, options);
  addPullRoutes(router, options);
  addServicesRoutes(router, options);
  addClaimRoutes(router, options);
  addRetentionRoutes(router, options);

  return router;
}
