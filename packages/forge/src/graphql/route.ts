import { json } from 'express';
import Router from 'express-promise-router';
import { graphql, GraphQLError } from 'graphql';
import { ForgeContext } from '../core/context';
import { ForgeError } from '../errors';
import { callerOf } from '../http/auth';
import { MAX_API_BODY } from '../limits';
import { keyOf, mutations, Viewer } from './mutations';
import { pullNode, repositoryNode, userNode } from './nodes';
import { schema } from './schema';

const KINDS: Record<number, string> = {
  404: 'NOT_FOUND',
  405: 'UNPROCESSABLE',
  409: 'UNPROCESSABLE',
  422: 'UNPROCESSABLE',
};

// GitHub's machine-readable kind beside the message
function notFoundError(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type: 'NOT_FOUND' } });
}

function rootValue(context: ForgeContext, viewer: Viewer) {
  const { urls } = context;
  const pull = (number: number) => {
    const found = context.pulls.get(number);
    if (!found) {
      throw notFoundError(
        `Could not resolve to a PullRequest with the number of ${number}.`,
      );
    }
    return pullNode(context, found);
  };
  const byNumber = ({ number }: { number: number }) => pull(number);
  return {
    viewer: userNode(context, viewer.login),
    node: ({ id }: { id: string }) => pull(keyOf('PullRequest', id)),
    repository({ owner, name }: { owner: string; name: string }) {
      const wanted = `${owner}/${name}`;
      if (!urls.isFor(owner, name)) {
        throw notFoundError(
          `Could not resolve to a Repository with the name '${wanted}'.`,
        );
      }
      return {
        ...repositoryNode(context, viewer.mayWrite),
        pullRequest: byNumber,
        issueOrPullRequest: byNumber,
      };
    },
    ...mutations(context, viewer),
  };
}

/** `POST /api/graphql` with `{query, variables, operationName}`; mutations need the token. */
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
    const viewer: Viewer = {
      login: callerOf(context, res),
      isPerson: res.locals.login !== undefined,
      mayWrite: res.locals.mayWrite === true,
    };
    const { data, errors } = await graphql({
      schema,
      source: query,
      rootValue: rootValue(context, viewer),
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
  const { message, path, locations, extensions, originalError } = error;
  const { type, ...rest } = extensions;
  const kind =
    type ??
    (originalError instanceof ForgeError && KINDS[originalError.status]);
  return {
    ...(kind ? { type: kind } : {}),
    message,
    path,
    locations,
    ...(Object.keys(rest).length > 0 ? { extensions: rest } : {}),
  };
}
