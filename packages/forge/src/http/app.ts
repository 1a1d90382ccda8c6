import { admits } from '@illm-lab/plugin-auth-local-node';
import express, { Express, RequestHandler, Router } from 'express';
import { announce } from '../core/announce';
import { ForgeContext } from '../core/context';
import { userShape } from '../core/shapes';
import { Urls } from '../core/urls';
import { notFound } from '../errors';
import { graphqlRoutes } from '../graphql/route';
import { Site, STYLE_PATH } from '../pages/layout';
import { SCRIPT, SCRIPT_PATH } from '../pages/live';
import { pageErrors, pageRoutes } from '../pages/routes';
import { STYLE } from '../pages/style';
import { checkRoutes } from '../rest/checkRoutes';
import { commentRoutes } from '../rest/commentRoutes';
import { contentRoutes } from '../rest/contentRoutes';
import { gitDataRoutes } from '../rest/gitDataRoutes';
import { pullRoutes } from '../rest/pullRoutes';
import { repositoryRoutes } from '../rest/repositoryRoutes';
import { apiErrors, unknownRoute } from './apiErrors';
import { callerOf, isWrite, requireToken } from './auth';
import { gitRouter } from './gitHttp';
import { conditional } from './conditional';
import { guard, securityHeaders } from './guard';

/** The whole server: pages, REST, GraphQL and git, behind one guard. */
export function createApp(
  context: ForgeContext,
  options: {
    hosts: string[];
    token: string;
    portalUrl: string;
    signInSecret: string;
  },
): Express {
  const { token, portalUrl, signInSecret } = options;
  const { urls, logger } = context;
  // links of a page stay on the name that the browser came by
  const site: Site = {
    urls: new Urls('', urls.owner, urls.repo),
    portalUrl,
  };
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(securityHeaders);

  const plumbing = Router();
  plumbing.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' });
  });
  plumbing.get(STYLE_PATH, (_req, res) => {
    res.type('css').set('Cache-Control', 'max-age=60').send(STYLE);
  });
  plumbing.get(SCRIPT_PATH, (_req, res) => {
    res.type('js').set('Cache-Control', 'max-age=60').send(SCRIPT);
  });
  // for whoever moved a ref without the forge: `lab up` does
  plumbing.post(
    '/-/announce',
    requireToken(token, isWrite),
    (_req, res, next) => {
      context.lock
        .run(() => announce(context))
        .then(() => res.sendStatus(204))
        .catch(next);
    },
  );

  const api = Router();
  api.use(conditional);
  api.use(
    '/graphql',
    requireToken(token, () => false),
    graphqlRoutes(context),
  );
  api.use('/v3', requireToken(token, isWrite));
  // gh asks for it to learn whether its token is good
  api.get('/v3', (_req, res) => {
    res.json({ current_user_url: `${urls.base}/api/v3/user` });
  });
  api.get('/v3/user', (_req, res) => {
    res.json(userShape(urls, callerOf(context, res)));
  });
  api.use(
    '/v3/repos/:owner/:repo',
    onlyRepository(context),
    checkRoutes(context),
    commentRoutes(context),
    repositoryRoutes(context),
    contentRoutes(context),
    gitDataRoutes(context),
    pullRoutes(context),
  );
  api.use(unknownRoute);

  app.use(guard(options.hosts));
  app.use(plumbing);
  app.use('/api', api);
  app.use(gitRouter(context, token));
  // git clients read errors as the API's clients do, browsers as pages
  app.use(
    '/:owner/:repo',
    onlyRepository(context),
    pageRoutes(context, site, {
      token,
      isLetIn: req => admits(signInSecret, portalUrl, req.headers.cookie),
    }),
  );
  app.get('/', (_req, res) => res.redirect(`${site.urls.html}/pulls`));
  app.use(unknownRoute);
  const asJson = apiErrors(logger);
  const asPage = pageErrors(context, site);
  const errors: express.ErrorRequestHandler = (error, req, res, next) => {
    const browser =
      !req.path.startsWith('/api/') &&
      (req.headers.accept ?? '').includes('text/html');
    (browser ? asPage : asJson)(error, req, res, next);
  };
  app.use(errors);
  return app;
}

/** Lets only requests for the one repository through; names ignore case, as on GitHub. */
function onlyRepository(context: ForgeContext): RequestHandler {
  return (req, _res, next) => {
    const { owner, repo } = req.params;
    next(
      context.urls.isFor(owner, repo)
        ? undefined
        : notFound(`there is no repository ${owner}/${repo}`),
    );
  };
}
