import { json } from 'express';
import Router from 'express-promise-router';
import { graphql, GraphQLError } from 'graphql';
import { ForgeContext } from '../core/context';
import { nodeId } from '../core/shapes';
import { ForgeError } from '../errors';
import { branchTip } from '../git/refs';
import { MAX_API_BODY, MAX_PER_PAGE } from '../limits';
import { PullRecord } from '../store/pullStore';
import { schema } from './schema';

type State = 'OPEN' | 'CLOSED' | 'MERGED';

function stateOf(pull: PullRecord): State {
  if (pull.mergedAt) {
    return 'MERGED';
  }
  return pull.state === 'open' ? 'OPEN' : 'CLOSED';
}

function pullNode(context: ForgeContext, pull: PullRecord) {
  return {
    id: nodeId('PullRequest', pull.number),
    number: pull.number,
    title: pull.title,
    body: pull.body ?? '',
    state: stateOf(pull),
    url: context.urls.pull(pull.number),
    isDraft: pull.draft,
    headRefName: pull.headRef,
    headRefOid: pull.headSha,
    baseRefName: pull.baseRef,
    createdAt: pull.createdAt,
    mergedAt: pull.mergedAt,
  };
}

async function refNode(context: ForgeContext, qualifiedName: string) {
  const name = qualifiedName.replace(/^refs\/heads\//, '');
  if (!(await branchTip(context.repository, name))) {
    return null;
  }
  return {
    id: nodeId('Ref', name),
    name,
    prefix: 'refs/heads/',
    associatedPullRequests(args: { first?: number; states?: State[] }) {
      const all = context.pulls
        .list()
        .filter(pull => pull.headRef === name)
        .filter(pull => !args.states || args.states.includes(stateOf(pull)));
      const nodes = all
        .slice(0, Math.min(args.first ?? MAX_PER_PAGE, MAX_PER_PAGE))
        .map(pull => pullNode(context, pull));
      const edges = nodes.map(node => ({ cursor: node.id, node }));
      return { totalCount: all.length, nodes, edges };
    },
  };
}

// GitHub's machine-readable kind beside the message
function notFoundError(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type: 'NOT_FOUND' } });
}

function rootValue(context: ForgeContext) {
  const { urls } = context;
  return {
    repository({ owner, name }: { owner: string; name: string }) {
      const wanted = `${owner}/${name}`;
      if (wanted.toLowerCase() !== `${urls.owner}/${urls.repo}`.toLowerCase()) {
        throw notFoundError(
          `Could not resolve to a Repository with the name '${wanted}'.`,
        );
      }
      return {
        id: nodeId('Repository', 1),
        name: urls.repo,
        nameWithOwner: `${urls.owner}/${urls.repo}`,
        url: urls.html,
        defaultBranchRef: () => refNode(context, context.defaultBranch),
        ref: (args: { qualifiedName: string }) =>
          refNode(context, args.qualifiedName),
        pullRequest(args: { number: number }) {
          const pull = context.pulls.get(args.number);
          if (!pull) {
            throw notFoundError(
              `Could not resolve to a PullRequest with the number of ${args.number}.`,
            );
          }
          return pullNode(context, pull);
        },
      };
    },
  };
}

/** `POST /api/graphql` with `{query, variables, operationName}`. */
export function graphqlRoutes(context: ForgeContext) {
  const router = Router();
  router.use(json({ limit: MAX_API_BODY }));
  router.post('/', async (req, res) => {
    const { query, variables, operationName } = req.body ?? {};
    if (typeof query !== 'string') {
      throw new ForgeError(
        400,
        'A query attribute must be specified and must be a string.',
      );
    }
    const { data, errors } = await graphql({
      schema,
      source: query,
      rootValue: rootValue(context),
      variableValues: variables,
      operationName,
    });
    res.json({
      ...(data === undefined ? {} : { data }),
      ...(errors ? { errors: errors.map(shape) } : {}),
    });
  });
  return router;
}

function shape(error: GraphQLError) {
  const { message, path, locations, extensions } = error;
  const { type, ...rest } = extensions;
  return {
    ...(type ? { type } : {}),
    message,
    path,
    locations,
    ...(Object.keys(rest).length > 0 ? { extensions: rest } : {}),
  };
}
